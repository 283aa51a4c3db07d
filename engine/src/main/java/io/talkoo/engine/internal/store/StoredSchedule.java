package io.talkoo.engine.internal.store;

/** A schedule as the store holds it, with the revision its row has. */
public record StoredSchedule(ScheduleRow schedule, long revision) {}

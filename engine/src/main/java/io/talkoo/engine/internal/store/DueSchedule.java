package io.talkoo.engine.internal.store;

/**
 * A schedule whose time has come.
 *
 * @param lastReady whether the task that it made last has ended, if there was one
 */
public record DueSchedule(StoredSchedule stored, boolean lastReady) {}

package io.talkoo.engine.internal.task;

/** A task as the store holds it: with the revision its row has, from 1. */
public record StoredTask(TaskRecord task, long revision) {}

package io.talkoo.engine.internal.remote;

/** A run of a task, as {@link io.talkoo.engine.internal.task.Run#token()} tells it from others. */
public record RunKey(String id, long token) {}

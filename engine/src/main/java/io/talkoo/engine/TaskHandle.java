package io.talkoo.engine;

/** A submitted task. */
public final class TaskHandle<R> {}

package io.talkoo.engine;

import io.talkoo.protocol.TaskError;

/** Thrown where the result of a task is asked for that failed: what the task threw, as it is known from afar. */
public final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient TaskError error;

    public TaskFailedException(TaskError error) {
        super(error.message() == null ? error.type() : error.type() + ": " + error.message());
        this.error = error;
    }

    /** Class name of what the task threw, or one of {@link io.talkoo.protocol.ErrorTypes}. */
    public String type() {
        return error.type();
    }

    /** The stack trace where it was thrown; null for the engine's own errors. */
    public String traceback() {
        return error.traceback();
    }

    /** All that is known of it, its bare message included. */
    public TaskError error() {
        return error;
    }
}

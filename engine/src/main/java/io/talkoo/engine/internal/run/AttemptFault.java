package io.talkoo.engine.internal.run;

import io.talkoo.protocol.TaskError;

/** The attempt cannot go on, whatever its code does: no retry would help. Control flow, without a stack trace. */
final class AttemptFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient TaskError error;

    AttemptFault(String type, String message) {
        super(message, null, false, false);
        error = TaskError.of(type, message);
    }

    TaskError error() {
        return error;
    }
}

package io.talkoo.engine;

import java.time.Duration;

/** The result was not there in time. The task goes on. */
public final class ResultTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ResultTimeoutException(String id, String state, Duration waited) {
        super("Task " + id + " was " + state + " after " + waited + ".");
    }
}

package io.talkoo.engine;

/** A task asked for a retry without naming a cause, and had none left: the error it then fails with. */
public final class MaxRetriesExceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MaxRetriesExceeded(int maxRetries, Throwable cause) {
        super("no retry is left: maxRetries is " + maxRetries, cause);
    }
}

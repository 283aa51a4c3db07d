package io.talkoo.engine.internal.run;

import java.time.Duration;

/** How {@code context.retry(…)} leaves the task: control flow, up to the runner. */
public final class RetryRequested extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration countdown;

    /**
     * @param countdown null is as the policy says
     * @param cause why; null if not said
     */
    public RetryRequested(Duration countdown, Throwable cause) {
        super("the task asked to be retried", cause);
        this.countdown = countdown;
    }

    Duration countdown() {
        return countdown;
    }
}

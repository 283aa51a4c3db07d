package io.talkoo.engine;

import java.time.Duration;

/**
 * The attempt ran longer than its soft limit. A task meets the limit as an interrupt, or as this exception in
 * {@link TaskContext#checkpoint()}; it may clean up and return normally. Where it does not, the attempt fails with this,
 * which {@code autoRetryFor} can name.
 */
public final class SoftTimeLimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SoftTimeLimitExceeded(Duration limit, Throwable cause) {
        super("ran longer than its soft time limit of " + limit.toMillis() / 1000.0 + " s", cause);
    }
}

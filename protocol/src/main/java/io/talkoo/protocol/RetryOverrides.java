package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * What a submit says about retries; what it leaves out ({@code null}) comes from the task type, then from the engine's
 * defaults.
 *
 * @param maxRetries retries after the first attempt; 0 is none, -1 is without end
 * @param delay before the first retry
 * @param backoff factor by which the delay grows with each retry; 1 keeps it
 * @param maxDelay cap of the grown delay
 * @param jitter whether a delay is drawn at random between nothing and itself (full jitter)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetryOverrides(Integer maxRetries, Duration delay, Double backoff, Duration maxDelay, Boolean jitter) {
    public RetryOverrides {
        if (backoff != null && !Double.isFinite(backoff)) {
            throw new IllegalArgumentException("expected a finite backoff, got " + backoff);
        }
    }
}

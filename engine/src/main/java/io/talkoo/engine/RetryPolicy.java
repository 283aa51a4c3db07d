package io.talkoo.engine;

import io.talkoo.protocol.RetryOverrides;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How often and when a task is tried again. What a policy leaves open comes from the task type, then from the engine's
 * settings, and where those are not at hand (in the accessors here) from the shipped defaults: 3 retries, 180 s, factor
 * 2, cap 600 s, full jitter. Immutable.
 */
public final class RetryPolicy {
    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(new RetryOverrides(3, Duration.ofSeconds(180), 2.0, Duration.ofSeconds(600), true));

    private final RetryOverrides said;

    private RetryPolicy(RetryOverrides said) {
        this.said = said;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The policy that says what {@code overrides} says. */
    public static RetryPolicy of(RetryOverrides overrides) {
        return new RetryPolicy(overrides);
    }

    /** This policy, with what it leaves open filled in from {@code other}. */
    public RetryPolicy orElse(RetryPolicy other) {
        RetryOverrides rest = other.said;
        return new RetryPolicy(new RetryOverrides(
                first(said.maxRetries(), rest.maxRetries()),
                first(said.delay(), rest.delay()),
                first(said.backoff(), rest.backoff()),
                first(said.maxDelay(), rest.maxDelay()),
                first(said.jitter(), rest.jitter())));
    }

    /** Retries after the first attempt; -1 is without end. */
    public int maxRetries() {
        return first(said.maxRetries(), DEFAULTS.said.maxRetries());
    }

    /** Delay before the first retry. */
    public Duration delay() {
        return first(said.delay(), DEFAULTS.said.delay());
    }

    /** Factor by which the delay grows with each retry; 1 keeps it. */
    public double backoff() {
        return first(said.backoff(), DEFAULTS.said.backoff());
    }

    /** Cap of the grown delay; the first delay is never cut. */
    public Duration maxDelay() {
        return first(said.maxDelay(), DEFAULTS.said.maxDelay());
    }

    /** Whether a delay is drawn at random between nothing and itself. */
    public boolean jitter() {
        return first(said.jitter(), DEFAULTS.said.jitter());
    }

    /** What it says itself; null is left open. */
    public RetryOverrides overrides() {
        return said;
    }

    /** Whether there may be another retry after {@code retries} of them. */
    public boolean allows(int retries) {
        return maxRetries() < 0 || retries < maxRetries();
    }

    /**
     * Delay of the retry that follows {@code retries} earlier ones: {@code delay × backoff^retries}, capped, and with
     * jitter drawn evenly between nothing and that. This is the "full jitter" of M. Brooker, "Exponential Backoff And
     * Jitter", AWS Architecture Blog, 2015.
     */
    public Duration delay(int retries, RandomGenerator random) {
        double grown = nanos(delay()) * Math.pow(backoff(), retries);
        double cap = Math.max(nanos(maxDelay()), nanos(delay()));
        long nanos = (long) Math.min(grown, cap);
        return Duration.ofNanos(jitter() ? random.nextLong(Math.min(nanos, Long.MAX_VALUE - 1) + 1) : nanos);
    }

    private static double nanos(Duration duration) {
        return duration.getSeconds() * 1e9 + duration.getNano();
    }

    private static <T> T first(T said, T otherwise) {
        return said == null ? otherwise : said;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetryPolicy that && said.equals(that.said);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(said);
    }

    @Override
    public String toString() {
        return said.toString();
    }

    /** Builds a {@link RetryPolicy}; each argument out of its range is an {@link IllegalArgumentException}. */
    public static final class Builder {
        private Integer maxRetries;
        private Duration delay;
        private Double backoff;
        private Duration maxDelay;
        private Boolean jitter;

        private Builder() {}

        /** Retries after the first attempt; 0 is none, -1 is without end. */
        public Builder maxRetries(int count) {
            require(count >= -1, "maxRetries: expected -1 (without end), 0 or more, got " + count);
            maxRetries = count;
            return this;
        }

        /** Delay before the first retry. */
        public Builder delay(Duration first) {
            require(!first.isNegative(), "delay: expected no negative duration, got " + first);
            delay = first;
            return this;
        }

        /** Factor by which the delay grows with each retry; 1 keeps it. */
        public Builder backoff(double factor) {
            require(factor >= 1 && factor < Double.POSITIVE_INFINITY, "backoff: expected 1 or more, got " + factor);
            backoff = factor;
            return this;
        }

        /** Cap of the grown delay. */
        public Builder maxDelay(Duration cap) {
            require(!cap.isNegative(), "maxDelay: expected no negative duration, got " + cap);
            maxDelay = cap;
            return this;
        }

        /** Whether a delay is drawn at random between nothing and itself. */
        public Builder jitter(boolean full) {
            jitter = full;
            return this;
        }

        public RetryPolicy build() {
            return new RetryPolicy(new RetryOverrides(maxRetries, delay, backoff, maxDelay, jitter));
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}

package io.talkoo.engine.internal.limit;

import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.RateLimit;

/**
 * The limits of a task type, for all of its tasks together and for those of each limit key; null is none. Immutable.
 *
 * @param rate starts in a time
 * @param maxConcurrency runs at once
 * @param keyRate starts in a time of tasks with the same limit key
 * @param keyMaxConcurrency runs at once of tasks with the same limit key
 */
public record TypeLimits(RateLimit rate, Integer maxConcurrency, RateLimit keyRate, Integer keyMaxConcurrency) {
    public static final TypeLimits NONE = new TypeLimits(null, null, null, null);

    /** The same with what {@code change} says in place of what is here. */
    public TypeLimits with(LimitsChange change) {
        return new TypeLimits(
                change.rateOver(rate),
                change.concurrencyOver(maxConcurrency),
                change.keyRateOver(keyRate),
                change.keyConcurrencyOver(keyMaxConcurrency));
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** Whether a start uses up something that does not come back with its end. */
    public boolean limitsRate() {
        return rate != null || keyRate != null;
    }
}

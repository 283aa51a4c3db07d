package io.talkoo.engine.internal.limit;

import io.talkoo.protocol.RateLimit;
import java.time.Instant;

/** What a type, or one key of it, may still start: runs at once, and starts in a time. Not thread-safe. */
final class Gate {
    private Integer max;
    private Bucket bucket;
    private int held;

    /**
     * Sets what is allowed; null is no limit.
     *
     * @param empty when a new bucket was empty
     */
    void set(Integer maxConcurrency, RateLimit rate, Instant empty) {
        max = maxConcurrency;
        if (rate == null) {
            bucket = null;
        } else if (bucket == null) {
            bucket = new Bucket(rate, empty);
        } else if (!bucket.rate().equals(rate)) {
            bucket = bucket.at(rate);
        }
    }

    /** How many may start now. */
    int free(Instant now) {
        int permits = max == null ? Integer.MAX_VALUE : Math.max(0, max - held);
        return bucket == null ? permits : Math.min(permits, bucket.available(now));
    }

    /** Whether more are held than may be at once: the limit was lowered, or set while they ran. */
    boolean isOverdrawn() {
        return max != null && held > max;
    }

    void start() {
        held++;
        if (bucket != null) {
            bucket.take();
        }
    }

    /** Others hold so many more, or less. */
    void holds(int more) {
        held += more;
    }

    void giveBack(int starts) {
        if (bucket != null) {
            bucket.giveBack(starts);
        }
    }

    /** When something may start again by the rate alone; null if that is now. */
    Instant dryUntil(Instant now) {
        return bucket == null || bucket.available(now) > 0 ? null : bucket.next(now);
    }

    /** Whether nothing would be lost with it. */
    boolean isIdle(Instant now) {
        return held == 0 && (bucket == null || bucket.isFull(now));
    }
}

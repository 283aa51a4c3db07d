package io.talkoo.engine.internal.limit;

import io.talkoo.protocol.RateLimit;
import java.time.Duration;
import java.time.Instant;

/** A bucket of tokens, filled evenly up to the count of its rate. Not thread-safe. */
final class Bucket {
    private final RateLimit rate;
    private final double nanosEach;
    private double tokens;
    private Instant at;

    /** @param empty when it was empty */
    Bucket(RateLimit rate, Instant empty) {
        this.rate = rate;
        this.nanosEach = (double) rate.per().toNanos() / rate.count();
        this.at = empty;
    }

    /** The same at another rate: what is in it stays, as far as there is room. */
    Bucket at(RateLimit other) {
        Bucket changed = new Bucket(other, at);
        changed.tokens = Math.min(tokens, other.count());
        return changed;
    }

    RateLimit rate() {
        return rate;
    }

    int available(Instant now) {
        fill(now);
        return (int) tokens;
    }

    boolean isFull(Instant now) {
        return available(now) == rate.count();
    }

    void take() {
        tokens--;
    }

    /** Puts back what was taken and not used. */
    void giveBack(int unused) {
        tokens = Math.min(rate.count(), tokens + unused);
    }

    /** When there is a token. */
    Instant next(Instant now) {
        return available(now) > 0 ? now : now.plusNanos((long) Math.ceil((1 - tokens) * nanosEach));
    }

    private void fill(Instant now) {
        if (now.isAfter(at)) {
            double filled = Duration.between(at, now).toNanos() / nanosEach;
            tokens = Math.min(rate.count(), tokens + filled);
        }
        at = now;
    }
}

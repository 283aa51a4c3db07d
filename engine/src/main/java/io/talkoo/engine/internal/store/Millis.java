package io.talkoo.engine.internal.store;

import java.time.Instant;

/** Instants in the columns: epoch milliseconds, and the far ends of time where they do not fit. */
final class Millis {
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1000 - 1;
    private static final int NANOS = 1_000_000;

    private Millis() {}

    /** The millisecond {@code instant} lies in: for what is compared with other starts. */
    static long floor(Instant instant) {
        long seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, instant.getEpochSecond()));
        return seconds * 1000 + instant.getNano() / NANOS;
    }

    /** The first millisecond not before {@code instant}: for what must not happen early. */
    static long ceil(Instant instant) {
        return instant.getNano() % NANOS == 0 ? floor(instant) : floor(instant) + 1;
    }
}

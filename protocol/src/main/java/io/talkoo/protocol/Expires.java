package io.talkoo.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * When a task is no longer worth starting: so long after its submit, or at an instant. On the wire a number of seconds
 * or an ISO-8601 instant.
 */
public sealed interface Expires {
    /** The instant meant, for a task submitted at {@code submitted}. */
    Instant from(Instant submitted);

    record After(Duration duration) implements Expires {
        @Override
        public Instant from(Instant submitted) {
            return submitted.plus(duration);
        }
    }

    record At(Instant instant) implements Expires {
        @Override
        public Instant from(Instant submitted) {
            return instant;
        }
    }

    static Expires after(Duration duration) {
        return new After(duration);
    }

    static Expires at(Instant instant) {
        return new At(instant);
    }
}

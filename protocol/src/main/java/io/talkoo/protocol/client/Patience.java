package io.talkoo.protocol.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long something is tried again: each address once, then all of them after growing pauses. Thread-safe. */
final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 6;

    private final Duration total;
    private final int addresses;
    private long since = System.nanoTime();
    private int failures;

    Patience(Duration total, int addresses) {
        this.total = total;
        this.addresses = addresses;
    }

    /** It works: whatever goes wrong from now on is the first failure. */
    synchronized void renew() {
        since = System.nanoTime();
        failures = 0;
    }

    /**
     * How long to pause after a failure before the next try; empty if the time would be over then.
     *
     * @param atLeast how long a node that was asked says to pause
     */
    synchronized Optional<Duration> pause(Duration atLeast) {
        int rounds = failures / addresses;
        failures++;
        Duration pause = failures % addresses == 0 ? longer(atLeast, grown(rounds)) : Duration.ZERO;
        Duration elapsed = Duration.ofNanos(System.nanoTime() - since);
        return Optional.of(pause).filter(next -> elapsed.plus(next).compareTo(total) < 0);
    }

    /** Half of it at random, so that the clients of a node that comes back do not all call at once. */
    private static Duration grown(int rounds) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(rounds, MOST_DOUBLINGS));
        long millis = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled.toMillis() : LONGEST_PAUSE.toMillis();
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

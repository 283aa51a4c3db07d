package io.talkoo.engine.internal.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * Notices that a node stood still (a long collection of garbage, a frozen machine). Others may have taken its partitions
 * over meanwhile and revoked what waits in its line, and it needs a moment to hear of that. Not thread-safe.
 */
final class Standstill {
    /** Half of what a new Worker waits for a node's answer; several times what lies between two ticks. */
    private static final Duration STILL = Duration.ofMillis(1500);

    /** Ticks of 250 ms: for 10 s. A node woken up in the tests knew within 2 s that it had been given up. */
    private static final int NEAR_TICKS = 40;

    private Instant seen;
    private int ticksLeft;

    Standstill(Instant now) {
        seen = now;
    }

    /** Whether the node stood still a moment ago. */
    boolean isNear(Instant now) {
        if (now.isAfter(seen.plus(STILL))) {
            ticksLeft = NEAR_TICKS;
        }
        seen = now;
        return ticksLeft > 0;
    }

    /** To be called several times a second. */
    void ticked(Instant now) {
        if (isNear(now)) {
            ticksLeft--;
        }
    }
}

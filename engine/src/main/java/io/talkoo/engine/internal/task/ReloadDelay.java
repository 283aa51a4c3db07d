package io.talkoo.engine.internal.task;

import java.time.Duration;

/** How long to leave a store alone that failed: twice as long each time. Not thread-safe. */
final class ReloadDelay {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    Duration take() {
        Duration delay = next;
        Duration doubled = delay.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return delay;
    }

    /** It answers again. */
    void reset() {
        next = FIRST;
    }
}

package io.talkoo.engine.internal.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Ticks on a grid, so that lateness never adds up.
 *
 * @param anchor where the grid begins, in whole milliseconds; no tick itself
 * @param every at least a millisecond; a tick between two milliseconds is at the later one
 */
record IntervalTiming(Instant anchor, Duration every) implements Timing {
    @Override
    public Instant after(Instant instant) {
        long passed =
                instant.isBefore(anchor) ? 0 : Duration.between(anchor, instant).dividedBy(every);
        return wholeMillis(anchor.plus(every.multipliedBy(passed + 1)));
    }

    private static Instant wholeMillis(Instant instant) {
        Instant floor = instant.truncatedTo(ChronoUnit.MILLIS);
        return floor.equals(instant) ? floor : floor.plusMillis(1);
    }
}

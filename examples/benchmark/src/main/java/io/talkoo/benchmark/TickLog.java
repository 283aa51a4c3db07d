package io.talkoo.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** The tasks of one schedule as they started. Thread-safe. */
final class TickLog {
    private final Set<String> ids = new HashSet<>();
    private final List<Instant> starts = new ArrayList<>();
    private long repeated;

    synchronized void started(String id, Instant at) {
        if (ids.add(id)) {
            starts.add(at);
        } else {
            repeated++;
        }
    }

    /**
     * Holds the starts against the grid: the n-th one is the n-th tick's.
     *
     * @param late gets the nanoseconds by which those of the measured time came after their ticks
     */
    synchronized TickCount count(
            Instant first, Duration every, Instant last, Instant from, Instant to, Histogram late) {
        long ticks = Duration.between(first, last).dividedBy(every) + 1;
        long measured = 0;
        starts.sort(null);
        for (int n = 0; n < Math.min(ticks, starts.size()); n++) {
            Instant tick = first.plus(every.multipliedBy(n));
            if (!tick.isBefore(from) && tick.isBefore(to)) {
                measured++;
                late.recordValue(
                        Math.max(0, Duration.between(tick, starts.get(n)).toNanos()));
            }
        }
        long extra = Math.max(0, starts.size() - ticks);
        return new TickCount(ticks, measured, repeated + extra, Math.max(0, ticks - starts.size()));
    }
}

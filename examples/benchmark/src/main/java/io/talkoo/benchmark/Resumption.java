package io.talkoo.benchmark;

import java.time.Duration;
import java.util.Collection;
import java.util.LongSummaryStatistics;

/**
 * When the tasks went on that a killed node was to run: those which began after the kill and had waited for far longer than
 * a task waits in a cluster that has room.
 *
 * @param tasks how many they were
 * @param firstSeconds from the kill to the start of the first one
 * @param allSeconds from the kill to the start of the last one
 */
record Resumption(long tasks, double firstSeconds, double allSeconds) {
    private static final Duration LONG = Duration.ofSeconds(1);

    /** Both times are 0 where no task had to wait. */
    static Resumption after(long killNanos, Collection<ServedTask> served) {
        LongSummaryStatistics starts = served.stream()
                .filter(task -> task.span().startNanos() > killNanos)
                .filter(task -> task.waitedNanos() > LONG.toNanos())
                .mapToLong(task -> task.span().startNanos() - killNanos)
                .summaryStatistics();
        return starts.getCount() == 0
                ? new Resumption(0, 0, 0)
                : new Resumption(starts.getCount(), starts.getMin() / 1e9, starts.getMax() / 1e9);
    }
}

package io.talkoo.chaos.history;

import io.talkoo.chaos.tasks.RunLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a task, as the task itself wrote it down.
 *
 * @param end null if its process died before, or if it still ran when the log was read
 * @param outcome null likewise
 */
public record Run(
        String task,
        String id,
        int retries,
        int deliveries,
        String node,
        long pid,
        Instant start,
        Instant end,
        String outcome) {

    /** The runs that {@code lines} tell of, by their start. */
    public static List<Run> of(List<RunLog.Line> lines) {
        Map<String, Run> runs = new LinkedHashMap<>();
        lines.stream().filter(line -> line.outcome() == null).forEach(line -> runs.put(line.run(), started(line)));
        lines.stream()
                .filter(line -> line.outcome() != null)
                .forEach(line -> runs.computeIfPresent(line.run(), (id, run) -> run.ended(line.at(), line.outcome())));
        List<Run> sorted = new ArrayList<>(runs.values());
        sorted.sort(Comparator.comparing(Run::start));
        return sorted;
    }

    private static Run started(RunLog.Line line) {
        return new Run(
                line.task(),
                line.run(),
                line.retries(),
                line.deliveries(),
                line.node(),
                line.pid(),
                line.at(),
                null,
                null);
    }

    private Run ended(Instant at, String how) {
        return new Run(task, id, retries, deliveries, node, pid, start, at, how);
    }
}

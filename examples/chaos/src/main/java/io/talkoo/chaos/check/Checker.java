package io.talkoo.chaos.check;

import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what was seen with what was promised. */
public final class Checker {
    /** So long after a fault a node that was hit may still be slow to answer. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final History history;
    private final Map<String, List<Run>> runsByTask;
    private final List<Breach> breaches = new ArrayList<>();

    private Checker(History history) {
        this.history = history;
        this.runsByTask = history.runs().stream().collect(Collectors.groupingBy(Run::task));
    }

    public static Findings check(History history) {
        return new Checker(history).findings();
    }

    private Findings findings() {
        Excuses excuses = new Excuses(history);
        EndCheck ends = new EndCheck(history, runsByTask, excuses, breaches::add);
        ends.check();
        RunCheck runs = new RunCheck(history, runsByTask, excuses, breaches::add);
        runs.check();
        phantoms();
        told();
        return new Findings(
                history.submitted().values().stream()
                        .filter(task -> task.isAcknowledged())
                        .count(),
                history.runs().size(),
                InFlight.count(history),
                runs.extraRuns(),
                List.copyOf(breaches));
    }

    private void phantoms() {
        runsByTask.keySet().stream()
                .filter(id -> !history.submitted().containsKey(id))
                .forEach(id -> breach(Promise.PHANTOM, id, "ran: " + runsByTask.get(id)));
        history.rows().values().stream()
                .filter(row -> !history.submitted().containsKey(row.id()))
                .forEach(row -> breach(Promise.PHANTOM, row.id(), "has a row: " + row));
    }

    /** What clients were told. */
    private void told() {
        history.refused().forEach(each -> breach(Promise.REFUSED, each.task(), each.toString()));
        history.brokenWatches().stream()
                .filter(each -> history.faults().stream()
                        .noneMatch(fault -> fault.nodes().contains(each.node()) && fault.contains(each.at(), SETTLING)))
                .forEach(each -> breach(Promise.BROKEN_WATCH, each.task(), each.toString()));
        history.disturbances().forEach(words -> breach(Promise.NOT_WHOLE, "", words));
    }

    private void breach(Promise promise, String task, String detail) {
        breaches.add(new Breach(promise, task, detail));
    }
}

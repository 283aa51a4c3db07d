package io.talkoo.chaos.check;

import io.talkoo.chaos.history.Complaint;
import io.talkoo.chaos.history.Ending;
import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Kind;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.history.Submission;
import io.talkoo.protocol.States;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What could have been seen; times are seconds since the begin. */
final class FabricatedHistory {
    private static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");

    private final Map<String, Submission> submitted = new HashMap<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<Ending> seen = new ArrayList<>();
    private final Map<String, Ending> rows = new HashMap<>();
    private final List<FaultWindow> faults = new ArrayList<>();
    private final List<Complaint> brokenWatches = new ArrayList<>();
    private final List<Complaint> refused = new ArrayList<>();
    private final List<String> disturbances = new ArrayList<>();
    private final Map<String, Long> processes = new HashMap<>();

    private String current = "a";
    private int retries;
    private int deliveries;

    static Instant at(double seconds) {
        return BEGIN.plus(Duration.ofMillis(Math.round(seconds * 1e3)));
    }

    /** What follows is of this task, until the next one. */
    FabricatedHistory acknowledged(String id, Kind kind, double seconds) {
        submitted(id, kind, seconds);
        submitted.computeIfPresent(id, (same, task) -> task.acknowledged("node-1", at(seconds)));
        return this;
    }

    /** What follows is of this task, of whose submit nobody heard. */
    FabricatedHistory submitted(String id, Kind kind, double seconds) {
        submitted.put(id, Submission.of(id, kind, at(seconds)));
        return of(id);
    }

    /** What follows is of this task, which nobody need have submitted. */
    FabricatedHistory of(String id) {
        current = id;
        deliveries = 0;
        retries = 0;
        return this;
    }

    FabricatedHistory revoked(double seconds) {
        submitted.computeIfPresent(current, (id, task) -> task.revoked(at(seconds)));
        return this;
    }

    /** A run that ended well; its id is {@code task/retries/deliveries/node}. */
    FabricatedHistory ran(String node, double start, double end) {
        return run(node, start, at(end), States.SUCCESS);
    }

    /** A run whose process died. */
    FabricatedHistory cutOff(String node, double start) {
        return run(node, start, null, null);
    }

    /** The runs that follow are another delivery. */
    FabricatedHistory redelivered() {
        deliveries++;
        return this;
    }

    /** The runs that follow are another attempt. */
    FabricatedHistory retried() {
        retries++;
        return redelivered();
    }

    /** The runs on {@code node} that follow are of another process. */
    FabricatedHistory restarted(String node) {
        processes.merge(node, 1L, Long::sum);
        return this;
    }

    private FabricatedHistory run(String node, double start, Instant end, String outcome) {
        String id = current + "/" + retries + "/" + deliveries + "/" + node;
        long pid = node.hashCode() + processes.getOrDefault(node, 0L) * (1L << Integer.SIZE);
        runs.add(new Run(current, id, retries, deliveries, node, pid, at(start), end, outcome));
        return this;
    }

    FabricatedHistory open() {
        rows.put(current, new Ending(current, States.PENDING, false, null, null, null));
        return this;
    }

    FabricatedHistory row(String state, double finished) {
        rows.put(current, new Ending(current, state, true, null, null, at(finished)));
        return this;
    }

    /** A row that was read with its result. */
    FabricatedHistory row(String state, String result, double finished) {
        rows.put(current, ending(state, result, finished));
        return this;
    }

    FabricatedHistory seen(String state, String result, double finished) {
        seen.add(ending(state, result, finished));
        return this;
    }

    private Ending ending(String state, String result, double finished) {
        return new Ending(current, state, true, "\"" + result + "\"", null, at(finished));
    }

    FabricatedHistory fault(Set<String> nodes, double from, double to) {
        faults.add(new FaultWindow("fault", nodes, false, at(from), at(to)));
        return this;
    }

    /** A fault that others may give {@code node} up for while it lives. */
    FabricatedHistory isolated(String node, double from, double to) {
        faults.add(new FaultWindow("fault", Set.of(node), true, at(from), at(to)));
        return this;
    }

    FabricatedHistory brokenWatch(String node, double seconds) {
        brokenWatches.add(new Complaint(current, node, at(seconds), "503"));
        return this;
    }

    FabricatedHistory refused() {
        refused.add(new Complaint(current, "node-1", at(0), "422"));
        return this;
    }

    FabricatedHistory disturbed() {
        disturbances.add("two members only");
        return this;
    }

    History build() {
        runs.sort(Comparator.comparing(Run::start));
        return new History(submitted, runs, seen, rows, faults, brokenWatches, refused, disturbances);
    }
}

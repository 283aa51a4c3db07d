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

    static Instant at(double seconds) {
        return BEGIN.plus(Duration.ofMillis(Math.round(seconds * 1e3)));
    }

    FabricatedHistory acknowledged(String task, Kind kind, double seconds) {
        submitted.put(task, Submission.of(task, kind, at(seconds)).acknowledged("node-1", at(seconds)));
        return this;
    }

    FabricatedHistory submitted(String task, Kind kind, double seconds) {
        submitted.put(task, Submission.of(task, kind, at(seconds)));
        return this;
    }

    FabricatedHistory revoked(String task, double seconds) {
        submitted.computeIfPresent(task, (id, submission) -> submission.revoked(at(seconds)));
        return this;
    }

    /** A run that ended well; its id is {@code task/retries/deliveries/node}. */
    FabricatedHistory ran(String task, int retries, int deliveries, String node, double start, double end) {
        return ran(task, retries, deliveries, node, at(start), at(end), States.SUCCESS);
    }

    /** A run whose process died. */
    FabricatedHistory cutOff(String task, int retries, int deliveries, String node, double start) {
        return ran(task, retries, deliveries, node, at(start), null, null);
    }

    private FabricatedHistory ran(
            String task, int retries, int deliveries, String node, Instant start, Instant end, String outcome) {
        String id = task + "/" + retries + "/" + deliveries + "/" + node;
        runs.add(new Run(task, id, retries, deliveries, node, node.hashCode(), start, end, outcome));
        return this;
    }

    FabricatedHistory row(String task, String state, double finished) {
        rows.put(task, new Ending(task, state, true, null, null, at(finished)));
        return this;
    }

    FabricatedHistory open(String task) {
        rows.put(task, new Ending(task, States.PENDING, false, null, null, null));
        return this;
    }

    /** A row that was read with its result. */
    FabricatedHistory row(String task, String state, String result, double finished) {
        rows.put(task, ending(task, state, result, finished));
        return this;
    }

    FabricatedHistory seen(String task, String state, String result, double finished) {
        seen.add(ending(task, state, result, finished));
        return this;
    }

    private static Ending ending(String task, String state, String result, double finished) {
        return new Ending(task, state, true, "\"" + result + "\"", null, at(finished));
    }

    FabricatedHistory fault(String name, Set<String> nodes, double from, double to) {
        faults.add(new FaultWindow(name, nodes, at(from), at(to)));
        return this;
    }

    FabricatedHistory brokenWatch(String task, String node, double seconds) {
        brokenWatches.add(new Complaint(task, node, at(seconds), "503"));
        return this;
    }

    FabricatedHistory refused(String task) {
        refused.add(new Complaint(task, "node-1", at(0), "422"));
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

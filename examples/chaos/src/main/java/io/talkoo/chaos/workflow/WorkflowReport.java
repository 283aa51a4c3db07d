package io.talkoo.chaos.workflow;

import io.talkoo.chaos.check.KillReport;
import io.talkoo.protocol.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up what became of workflows. */
final class WorkflowReport {
    private WorkflowReport() {}

    static KillReport of(Map<String, Expected> expected, Observed observed, List<Flaw> others) {
        Verdict verdict = Audit.of(expected, observed);
        List<Flaw> flaws = new ArrayList<>(others);
        flaws.addAll(verdict.flaws());
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("stored", observed.workflows().size());
        counts.put("succeeded", ended(observed, States.SUCCESS));
        counts.put("failed", ended(observed, States.FAILURE));
        counts.put("tasks", observed.rows().size());
        counts.put("runs", observed.runs().size());
        counts.put("extraRuns", verdict.extraRuns());
        return new KillReport(flaws.stream().map(Flaw::toString).toList(), counts, broken(flaws));
    }

    private static long ended(Observed observed, String state) {
        return observed.workflows().values().stream()
                .filter(status -> status != null && status.state().equals(state))
                .count();
    }

    private static Map<String, Long> broken(List<Flaw> flaws) {
        Map<String, Long> broken = new LinkedHashMap<>();
        Arrays.stream(Flaw.Kind.values())
                .forEach(kind -> broken.put(
                        kind.words(),
                        flaws.stream().filter(flaw -> flaw.kind() == kind).count()));
        return broken;
    }
}

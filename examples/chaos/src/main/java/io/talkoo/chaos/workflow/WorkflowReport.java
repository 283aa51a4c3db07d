package io.talkoo.chaos.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run ends with.
 *
 * @param counts what was seen, by name
 */
public record WorkflowReport(List<Flaw> flaws, Map<String, Object> counts) {
    static WorkflowReport of(Map<String, Expected> expected, Observed observed, List<Flaw> others) {
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
        return new WorkflowReport(flaws, counts);
    }

    private static long ended(Observed observed, String state) {
        return observed.workflows().values().stream()
                .filter(status -> status != null && status.state().equals(state))
                .count();
    }

    public boolean isClean() {
        return flaws.isEmpty();
    }

    /** @param setting what was run, in front of what was found */
    public String json(Map<String, Object> setting) {
        Map<String, Object> fields = new LinkedHashMap<>(setting);
        fields.putAll(counts);
        Map<String, Long> broken = new LinkedHashMap<>();
        Arrays.stream(Flaw.Kind.values())
                .forEach(kind -> broken.put(
                        kind.words(),
                        flaws.stream().filter(flaw -> flaw.kind() == kind).count()));
        fields.put("broken", broken);
        try {
            return Json.mapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

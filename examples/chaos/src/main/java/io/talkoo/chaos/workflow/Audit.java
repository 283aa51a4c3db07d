package io.talkoo.chaos.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.chaos.workflow.End.Failed;
import io.talkoo.chaos.workflow.End.Value;
import io.talkoo.chaos.workflow.Flaw.Kind;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskSummary;
import io.talkoo.protocol.WorkflowStatus;
import io.talkoo.protocol.WorkflowStatus.Counts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what was seen with what has to be. */
final class Audit {
    private static final String UNKNOWN = "?";

    private final Map<String, Expected> expected;
    private final Observed observed;
    private final Map<String, List<TaskSummary>> rowsByKey;
    private final List<Flaw> flaws = new ArrayList<>();
    private long extraRuns;

    private Audit(Map<String, Expected> expected, Observed observed) {
        this.expected = expected;
        this.observed = observed;
        this.rowsByKey = observed.rows().stream().collect(Collectors.groupingBy(Audit::key));
    }

    static Verdict of(Map<String, Expected> expected, Observed observed) {
        Audit audit = new Audit(expected, observed);
        expected.forEach(audit::workflow);
        audit.extraTasks();
        audit.runs();
        return new Verdict(List.copyOf(audit.flaws), audit.extraRuns);
    }

    private static String key(TaskSummary row) {
        return row.headers().getOrDefault(RandomCanvas.KEY, UNKNOWN);
    }

    private void workflow(String name, Expected it) {
        WorkflowStatus status = observed.workflows().get(name);
        if (status == null || !status.ready()) {
            flaw(Kind.NOT_ENDED, name, String.valueOf(status));
            return;
        }
        end(name, it.end(), status);
        Counts counts = new Counts(0, 0, it.succeeded(), it.failed(), 0);
        if (!counts.equals(status.counts())) {
            flaw(Kind.WRONG_COUNTS, name, "expected " + counts + ", got " + status.counts());
        }
        it.steps().forEach((key, step) -> tasks(name, key, step));
        Set<String> roots = it.steps().keySet().stream()
                .flatMap(key -> rowsByKey.getOrDefault(key, List.of()).stream())
                .map(TaskSummary::rootId)
                .collect(Collectors.toSet());
        if (roots.size() > 1) {
            flaw(Kind.WRONG_TASK, name, "several roots: " + roots);
        }
    }

    private void end(String name, End end, WorkflowStatus status) {
        if (end instanceof Value value) {
            JsonNode result = status.result() == null ? null : status.result().toTree();
            if (!status.state().equals(States.SUCCESS) || !value.value().equals(result)) {
                flaw(Kind.WRONG_END, name, "expected " + value + ", got " + status);
            }
        } else if (!status.state().equals(States.FAILURE)
                || !((Failed) end).causes().contains(cause(status.error()))) {
            flaw(Kind.WRONG_END, name, "expected " + end + ", got " + status);
        }
    }

    /** Steps fail with their key for a message. */
    private static String cause(TaskError error) {
        return error.cause() == null ? error.message() : error.cause().message();
    }

    private void tasks(String name, String key, StepEnd step) {
        List<TaskSummary> rows = rowsByKey.getOrDefault(key, List.of());
        if (rows.size() != step.tasks()) {
            Kind kind = rows.size() < step.tasks() ? Kind.MISSING_TASK : Kind.EXTRA_TASK;
            flaw(kind, name, "expected " + step.tasks() + " of " + key + ", got " + rows);
        }
        rows.stream()
                .filter(row -> !row.state().equals(step.state()))
                .forEach(row -> flaw(Kind.WRONG_TASK, name, "expected " + key + " to be " + step + ", got " + row));
    }

    private void extraTasks() {
        Set<String> known = expected.values().stream()
                .flatMap(it -> it.steps().keySet().stream())
                .collect(Collectors.toSet());
        rowsByKey.forEach((key, rows) -> {
            if (!known.contains(key)) {
                flaw(Kind.EXTRA_TASK, key, rows.toString());
            }
        });
    }

    private void runs() {
        Map<String, String> keys = observed.rows().stream().collect(Collectors.toMap(TaskSummary::id, Audit::key));
        Map<String, StepEnd> steps = new HashMap<>();
        expected.values().forEach(it -> steps.putAll(it.steps()));
        RunAudit audit = new RunAudit(keys, steps, observed, flaws::add);
        audit.check();
        extraRuns = audit.extraRuns();
    }

    private void flaw(Kind kind, String workflow, String detail) {
        flaws.add(new Flaw(kind, workflow, detail));
    }
}

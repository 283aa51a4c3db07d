package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.canvas.Tree;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.WorkflowStatus;
import io.talkoo.protocol.WorkflowStatus.Counts;
import io.talkoo.protocol.WorkflowStatus.Node;
import io.talkoo.protocol.WorkflowSummary;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Shows a workflow's tree with the states of its rows.
 *
 * @param running ids of tasks that run, whatever their rows say
 */
record WorkflowView(Tree tree, Map<String, TaskRecord> rows, Set<String> running) {
    /** @param result of the whole; null if there is none */
    WorkflowStatus status(JsonBytes result) {
        TaskRecord end = rows.get(tree.resultId());
        Map<Phase, Integer> tasks = new EnumMap<>(Phase.class);
        count(tree, tasks);
        String state = state(tree);
        return new WorkflowStatus(
                end.id(),
                state,
                end.ready(),
                end.ready() ? end.phase() == Phase.SUCCESS : null,
                result,
                end.ready() ? error(end) : null,
                counts(tasks),
                node(tree));
    }

    /** @param value of the whole; null if there is none */
    static TaskResult result(TaskRecord end, JsonBytes value) {
        Boolean successful = end.ready() ? end.phase() == Phase.SUCCESS : null;
        return new TaskResult(
                end.id(),
                end.ready() ? ended(end) : end.state(),
                end.ready(),
                successful,
                value,
                end.ready() ? error(end) : null);
    }

    static WorkflowSummary summary(TaskRecord end) {
        return new WorkflowSummary(
                end.id(),
                end.ready() ? ended(end) : end.state(),
                end.ready(),
                end.spec().createdAt(),
                end.finishedAt());
    }

    private static TaskError error(TaskRecord end) {
        return end.phase() == Phase.SUCCESS ? null : end.shownError();
    }

    private void count(Tree node, Map<Phase, Integer> tasks) {
        if (node.kind() == Tree.Kind.TASK) {
            tasks.merge(phase(rows.get(node.id())), 1, Integer::sum);
        }
        node.children().forEach(child -> count(child, tasks));
    }

    private Phase phase(TaskRecord row) {
        if (row == null) {
            return Phase.PENDING;
        }
        return runs(row) ? Phase.STARTED : row.phase();
    }

    private boolean runs(TaskRecord row) {
        return !row.ready() && !row.phase().blocked() && running.contains(row.id());
    }

    private static Counts counts(Map<Phase, Integer> tasks) {
        int started = tasks.getOrDefault(Phase.STARTED, 0);
        int success = tasks.getOrDefault(Phase.SUCCESS, 0);
        int failure = tasks.getOrDefault(Phase.FAILURE, 0);
        int revoked = tasks.getOrDefault(Phase.REVOKED, 0);
        int all = tasks.values().stream().mapToInt(Integer::intValue).sum();
        return new Counts(all - started - success - failure - revoked, started, success, failure, revoked);
    }

    private Node node(Tree node) {
        List<Node> children = node.children().stream().map(this::node).toList();
        String kind = node.kind().name().toLowerCase(Locale.ROOT);
        return new Node(kind, node.resultId(), node.name(), state(node), children);
    }

    private String state(Tree node) {
        TaskRecord row = rows.get(node.resultId());
        if (node.kind() == Tree.Kind.TASK) {
            return row == null ? States.PENDING : state(row);
        }
        if (row != null && row.ready()) {
            return ended(row);
        }
        List<String> states = node.children().stream().map(this::state).toList();
        if (row == null && !states.isEmpty() && States.READY.containsAll(states)) {
            return List.of(States.FAILURE, States.REVOKED).stream()
                    .filter(states::contains)
                    .findFirst()
                    .orElse(States.SUCCESS);
        }
        return states.stream().allMatch(States.PENDING::equals) ? States.PENDING : States.STARTED;
    }

    private String state(TaskRecord row) {
        return runs(row) && row.phase() != Phase.STARTED ? States.STARTED : row.state();
    }

    /** What could not run since something before it was revoked counts as revoked with it. */
    private static String ended(TaskRecord row) {
        boolean afterRevoked = row.phase() == Phase.FAILURE
                && row.error().cause() != null
                && ErrorTypes.REVOKED.equals(row.error().cause().type());
        return afterRevoked ? States.REVOKED : row.state();
    }
}

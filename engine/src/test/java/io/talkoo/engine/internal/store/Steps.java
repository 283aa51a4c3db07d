package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.CREATED;
import static io.talkoo.engine.internal.store.TaskSample.task;

import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.task.Workflow;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rows of workflows for the tests of the store, and what their runs come to. */
final class Steps {
    static final Instant NOW = CREATED.plusSeconds(10);

    private Steps() {}

    /** A row before those given. */
    static Flow before(String... later) {
        return flow(later, 0, null, 0, null, false);
    }

    /** A row that waits for one other, and is before those given. */
    static Flow behindOne(String... later) {
        return flow(later, 1, null, 0, null, false);
    }

    /** A member of what {@code gatherer} gathers. */
    static Flow member(String gatherer, int position) {
        return flow(new String[] {gatherer}, 0, gatherer, position, null, false);
    }

    /** A body that takes the list of so many results. */
    static Flow body(String id, int members, String... later) {
        return flow(later, members, null, 0, id, false);
    }

    /** The row of a group's list. */
    static Flow group(String id, int members, String... later) {
        return flow(later, members, null, 0, id, true);
    }

    static Flow flow(String[] later, int waits, String joins, int position, String gathers, boolean group) {
        List<Flow.Next> next = List.of(later).stream()
                .map(id -> new Flow.Next(id, null, null, null))
                .toList();
        return new Flow(next, waits, joins, position, gathers, group, false, false, null, null, null);
    }

    static TaskRecord step(String id, Flow flow) {
        return TaskState.submitted(task(id).flow(flow).spec());
    }

    static Workflow workflow(TaskRecord... rows) {
        return new Workflow(List.of(rows), rows[rows.length - 1].id(), JsonBytes.of("{\"kind\":\"TASK\"}"));
    }

    static TaskRecord succeeded(StoredTask task, String result) {
        return TaskState.succeeded(task.task(), run(task), JsonBytes.of(result), NOW);
    }

    static TaskRecord failed(StoredTask task, String message) {
        return TaskState.failed(task.task(), run(task), TaskError.of("Failed", message), NOW);
    }

    static TaskRecord retrying(StoredTask task) {
        return TaskState.retrying(task.task(), run(task), TaskError.of("Failed", "not yet"), Duration.ZERO, NOW);
    }

    static TaskRecord replaced(StoredTask task, Workflow by) {
        return TaskState.replaced(task.task(), run(task), by, NOW);
    }

    private static Run run(StoredTask task) {
        return new Run(task.revision(), NOW, "node-1");
    }
}

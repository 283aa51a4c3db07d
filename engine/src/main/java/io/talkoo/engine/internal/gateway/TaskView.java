package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.task.FirstArgument;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.TaskStatus;
import java.time.Instant;
import java.util.List;

/** Shows a task's record as clients see it. Thread-safe. */
public record TaskView(FleetView fleet) {
    public TaskStatus status(TaskRecord task, List<String> children) {
        TaskSpec spec = task.spec();
        return new TaskStatus(
                spec.id(),
                spec.name(),
                spec.queue(),
                spec.priority(),
                task.input() == null ? spec.args() : FirstArgument.prepend(task.input(), spec.args()),
                spec.kwargs(),
                task.state(),
                task.ready(),
                task.ready() ? task.phase() == Phase.SUCCESS : null,
                spec.ignoreResult() ? null : task.result(),
                task.meta(),
                task.shownError(),
                task.retries(),
                task.deliveries(),
                spec.createdAt(),
                eta(task),
                spec.expiresAt(),
                task.startedAt(),
                task.finishedAt(),
                task.worker(),
                spec.parentId(),
                spec.rootId(),
                spec.groupId(),
                children,
                spec.headers(),
                task.attempts(),
                task.ready() || fleet.knows(spec.name()) ? null : "task-type");
    }

    /** What a task waits for: its own eta, or the time of its next attempt. */
    private static Instant eta(TaskRecord task) {
        return task.phase() == Phase.RETRY ? task.dueAt() : task.spec().eta();
    }
}

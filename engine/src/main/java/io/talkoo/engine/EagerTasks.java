package io.talkoo.engine;

import io.talkoo.engine.internal.gateway.Specs;
import io.talkoo.engine.internal.gateway.TaskView;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.run.TaskRunner;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Eager mode: a submit runs the task to its end in the caller's thread, with the same checks, the same JSON and the same
 * {@link TaskRunner} as a real one. Retries follow at once; countdown, eta and priorities have no effect. Nothing is
 * stored; what ran is kept in memory until it is forgotten. Thread-safe.
 */
final class EagerTasks implements TaskOperations {
    private final Map<String, TaskRecord> ended = new ConcurrentHashMap<>();
    private final TaskRunner runner;
    private final Specs specs;
    private final TaskView view;
    private final Clock clock;
    private final String node;

    EagerTasks(TaskRunner runner, Specs specs, TaskView view, Clock clock, String node) {
        this.runner = runner;
        this.specs = specs;
        this.view = view;
        this.clock = clock;
        this.node = node;
    }

    @Override
    public CompletionStage<TaskStatus> accept(TaskRequest request) {
        TaskRecord task = TaskState.submitted(specs.of(request, root(request)));
        TaskRecord before = ended.get(task.id());
        if (before == null) {
            ended.put(task.id(), run(task));
        } else if (!before.spec().sameSubmitAs(task.spec())) {
            throw new TalkooException(
                    ProblemType.CONFLICT, "Task " + task.id() + " was submitted before with another body.");
        }
        return status(task.id());
    }

    private String root(TaskRequest request) {
        TaskRecord parent = request.parentId() == null ? null : ended.get(request.parentId());
        return parent == null ? null : parent.spec().rootId();
    }

    private TaskRecord run(TaskRecord submitted) {
        TaskRecord task = submitted;
        for (long token = 1; !task.ready(); token++) {
            Run run = new Run(token, clock.instant(), node);
            task = attempt(TaskState.started(task, run), run);
        }
        return task;
    }

    private TaskRecord attempt(TaskRecord started, Run run) {
        Reports reports = new Reports(started);
        Outcome outcome = runner.runNow(
                started, (state, meta) -> reports.apply(task -> TaskState.progressed(task, run, state, meta)));
        if (outcome instanceof Outcome.Replaced) {
            outcome = new Outcome.Failed(TaskError.of(
                    ProblemType.INVALID.urn(), "An eager engine runs no workflows: test with TestEngine."));
        }
        return TaskState.after(reports.task, run, outcome, clock.instant());
    }

    /** The task as it reported of itself, from whatever thread. */
    private static final class Reports {
        private volatile TaskRecord task;

        private Reports(TaskRecord task) {
            this.task = task;
        }

        private synchronized void apply(UnaryOperator<TaskRecord> report) {
            task = report.apply(task);
        }
    }

    @Override
    public CompletionStage<TaskStatus> status(String id) {
        return CompletableFuture.completedFuture(view.status(find(id), List.of()));
    }

    private TaskRecord find(String id) {
        TaskRecord task = ended.get(id);
        if (task == null) {
            throw new TalkooException(ProblemType.NOT_FOUND, "There is no task " + id + ".");
        }
        return task;
    }

    @Override
    public CompletionStage<TaskResult> result(String id, Duration atMost) {
        return result(id);
    }

    @Override
    public CompletionStage<TaskResult> result(String id) {
        return CompletableFuture.completedFuture(view.result(find(id)));
    }

    @Override
    public CompletionStage<TaskStatus> revoke(String id, boolean terminate, String reason) {
        return status(id);
    }

    @Override
    public CompletionStage<TaskStatus> retry(String id) {
        TaskRecord task = find(id);
        if (!TaskState.allows(task, TaskState.Event.RERUN)) {
            throw new TalkooException(
                    ProblemType.WRONG_STATE, "Only a FAILURE or REVOKED task runs again; this one is " + task.state());
        }
        Instant now = clock.instant();
        ended.put(id, run(TaskState.rerun(task, now)));
        return status(id);
    }

    @Override
    public CompletionStage<Void> forget(String id) {
        find(id);
        ended.remove(id);
        return CompletableFuture.completedFuture(null);
    }
}

package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.FirstArgument;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Handout;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.trace.Carried;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.WorkerRun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A run as its worker sees it. Thread-safe. */
public record RunView(TaskQueries queries) {
    /** Completes once what the task takes from those before it is known. */
    public CompletionStage<WorkerRun> of(Handout handout, String workerId) {
        return input(handout.task()).thenApply(input -> view(handout, workerId, input));
    }

    private CompletionStage<JsonBytes> input(TaskRecord task) {
        Flow flow = task.spec().flow();
        if (flow.map() != null) {
            return CompletableFuture.completedStage(null);
        }
        return flow.immutable() || flow.gathers() == null
                ? CompletableFuture.completedStage(task.input())
                : queries.gathered(flow.gathers());
    }

    private static WorkerRun view(Handout handout, String workerId, JsonBytes input) {
        TaskRecord task = handout.task();
        TaskSpec spec = task.spec();
        int before = task.attempts().isEmpty()
                ? 0
                : task.attempts().get(task.attempts().size() - 1).number();
        return new WorkerRun(
                spec.id(),
                new RunName(handout.run().token(), workerId, spec.id()).toString(),
                spec.name(),
                input == null ? spec.args() : FirstArgument.prepend(input, spec.args()),
                spec.kwargs(),
                items(spec.flow().map()),
                spec.queue(),
                spec.priority(),
                before + 1,
                task.retries(),
                TaskState.started(task, handout.run()).deliveries(),
                spec.eta(),
                spec.expiresAt(),
                spec.headers(),
                handout.timeLimit(),
                handout.softTimeLimit(),
                handout.deadline(),
                spec.rootId(),
                spec.parentId(),
                spec.groupId(),
                Carried.parent(handout.trace()),
                Carried.state(handout.trace()));
    }

    private static WorkerRun.Items items(Flow.Map map) {
        return map == null ? null : new WorkerRun.Items(map.star() ? "starmap" : "map", map.items());
    }
}

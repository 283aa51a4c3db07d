package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.store.Claim;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.ProblemType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stores tasks of which there is one at a time. Whether there is one already is decided in the transaction that stores the
 * task ({@code engine/decisions/0017-unique-tasks.md}). Thread-safe.
 */
public final class UniqueTasks {
    private static final int TRIES = 3;

    private final TaskStore store;
    private final Workers workers;
    private final Questions questions;

    public UniqueTasks(TaskStore store, Workers workers, Questions questions) {
        this.store = store;
        this.workers = workers;
        this.questions = questions;
    }

    /** Stores the task, or answers with the one that has its key. */
    public CompletionStage<TaskReply> submit(TaskSpec spec) {
        return submit(TaskState.submitted(spec), TRIES);
    }

    private CompletionStage<TaskReply> submit(TaskRecord task, int tries) {
        return store.insertUnique(task).thenCompose(claim -> {
            if (claim.stored()) {
                workers.tell(new WorkerCommand.Offer(new StoredTask(task, 1), null, false, null));
                return CompletableFuture.completedStage(new TaskReply.Submitted(0, task, false));
            }
            return claim.taskId().equals(task.id()) ? again(task.spec()) : first(task, claim, tries);
        });
    }

    /** The id is known: its task tells whether this is the same submit once more. */
    private CompletionStage<TaskReply> again(TaskSpec spec) {
        return questions.ask(call -> new TaskCommand.Submit(spec, call, 0, questions.receiver(call)));
    }

    private CompletionStage<TaskReply> first(TaskRecord task, Claim claim, int tries) {
        return questions
                .current(claim.taskId())
                .<TaskReply>thenApply(holder -> new TaskReply.Submitted(0, holder, true))
                .exceptionallyCompose(failure -> tries > 1 && isForgotten(failure)
                        ? submit(task, tries - 1)
                        : CompletableFuture.failedStage(failure));
    }

    private static boolean isForgotten(Throwable failure) {
        return Failures.refusal(failure) == ProblemType.NOT_FOUND;
    }
}

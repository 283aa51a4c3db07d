package io.talkoo.engine;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.canvas.Origin;
import io.talkoo.engine.internal.canvas.WorkflowPlans;
import io.talkoo.engine.internal.gateway.Questions;
import io.talkoo.engine.internal.remote.RemoteCalls;
import io.talkoo.engine.internal.remote.RemoteCommand;
import io.talkoo.engine.internal.remote.RunKey;
import io.talkoo.engine.internal.remote.RunName;
import io.talkoo.engine.internal.remote.RunView;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.engine.internal.task.Waiter;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Canvases;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.WorkerRegistration;
import io.talkoo.protocol.WorkerRequest;
import io.talkoo.protocol.WorkerRequests;
import io.talkoo.protocol.WorkerRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The way into the engine for workers outside of it, in any language. Any node takes the calls of any worker. Every method
 * answers at once with a stage; a refusal completes it with a {@link TalkooException}: UNAVAILABLE when the node that
 * answers for the worker did not do so in time, and then the same call may be made again. Continuations run on the engine's
 * threads and must not block. Thread-safe.
 */
public final class WorkerGateway {
    /** The contract's name of a run. */
    public record RunRef(String id, String run) {}

    /** What is told of a run, to whoever answers for its worker. */
    private interface Telling {
        RemoteCommand of(String workerId, RunKey run, Waiter asker);
    }

    private final RemoteCalls calls;
    private final Questions questions;
    private final WorkflowPlans plans;
    private final RunView view;
    private final Duration heartbeat;
    private final Supplier<TaskGateway.Readiness> readiness;

    WorkerGateway(
            RemoteCalls calls,
            Questions questions,
            WorkflowPlans plans,
            RunView view,
            Duration heartbeat,
            Supplier<TaskGateway.Readiness> readiness) {
        this.calls = calls;
        this.questions = questions;
        this.plans = plans;
        this.view = view;
        this.heartbeat = heartbeat;
        this.readiness = readiness;
    }

    /**
     * Has a worker take part through this node. Completes once its task types can be submitted, on all nodes. Fails with
     * INVALID for what the caller got wrong.
     */
    public CompletionStage<WorkerRegistration> register(WorkerRequest request) {
        return ready(() -> calls.register(WorkerRequests.check(request)))
                .thenApply(id -> new WorkerRegistration(id, heartbeat));
    }

    /**
     * What the worker is to begin with now: at most {@code most} runs, and never more than it declared it can hold, with
     * those it has. Fails with NOT_FOUND for a worker that is not known any more: it has to register anew.
     *
     * @param wait how long to wait for the first
     */
    public CompletionStage<List<WorkerRun>> poll(String workerId, Duration wait, int most) {
        return ready(() -> calls.poll(workerId, wait, most)).thenCompose(reply -> {
            List<CompletableFuture<WorkerRun>> runs = ((TaskReply.Handed) reply)
                    .runs().stream()
                            .map(run -> view.of(run, workerId).toCompletableFuture())
                            .toList();
            return CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new))
                    .thenApply(all -> runs.stream().map(CompletableFuture::join).toList());
        });
    }

    private <T> CompletionStage<T> ready(Supplier<CompletionStage<T>> call) {
        return Failures.staged(() -> {
            readiness.get().require();
            return call.get();
        });
    }

    /**
     * The worker is there and runs these. Completes with the ids of those that it need not run any longer. Fails as
     * {@link #poll} does.
     */
    public CompletionStage<List<String>> heartbeat(String workerId, List<RunRef> running) {
        List<RunKey> keys = running.stream().map(ref -> key(ref, workerId)).toList();
        return calls.call(workerId, (id, asker) -> new RemoteCommand.Beat(id, keys, asker))
                .thenApply(reply -> ((TaskReply.Overtaken) reply).ids());
    }

    /** No run has the token of what is none's name. */
    private static RunKey key(RunRef ref, String workerId) {
        return RunName.parse(ref.run())
                .filter(name ->
                        name.workerId().equals(workerId) && name.taskId().equals(ref.id()))
                .map(RunName::key)
                .orElse(new RunKey(ref.id(), -1));
    }

    /** The worker takes no more part; its tasks go to others at once. Fails as {@link #poll} does. */
    public CompletionStage<Void> leave(String workerId) {
        return calls.call(workerId, RemoteCommand.Leave::new).thenApply(done -> null);
    }

    /**
     * A run reports a state of its own. Fails with WRONG_STATE once it is not the task's current one, with NOT_FOUND for an
     * unknown task, and with INVALID for a state that is no custom one.
     *
     * @param meta null is nothing
     */
    public CompletionStage<Void> progress(String id, String run, String state, JsonBytes meta) {
        if (state == null || !States.isCustom(state)) {
            String detail = "expected " + States.WORDS + ", and none of the engine's own states, got " + state;
            return CompletableFuture.failedStage(TalkooException.at(ProblemType.INVALID, "/state", detail));
        }
        return tell(
                id,
                run,
                (worker, key, asker) -> new RemoteCommand.Progressed(worker, key, state, meta, asker),
                never -> false);
    }

    /** A run ended well. Completes once that is durable, also when it was told before. Fails as {@link #progress} does. */
    public CompletionStage<Void> complete(String id, String run, JsonBytes result) {
        Outcome outcome = new Outcome.Succeeded(result);
        return tell(
                id,
                run,
                (worker, key, asker) -> new RemoteCommand.Completed(worker, key, outcome, asker),
                task -> task.phase() == Phase.SUCCESS);
    }

    /**
     * A run failed. Completes once that is durable, also when it was told before. Fails as {@link #progress} does.
     *
     * @param retry whether to try again; null is as the policy says, and never without one
     * @param countdown until the next attempt; null is as the policy says
     */
    public CompletionStage<Void> fail(String id, String run, TaskError error, Boolean retry, Duration countdown) {
        return tell(
                id,
                run,
                (worker, key, asker) -> new RemoteCommand.Failed(worker, key, error, retry, countdown, asker),
                task -> error.equals(task.error()) && (task.phase() == Phase.FAILURE || task.phase() == Phase.RETRY));
    }

    /**
     * A run has a canvas take its place. Fails as {@link #progress} does, and with BAD_REQUEST, INVALID, UNKNOWN_TASK or
     * BAD_ARGUMENTS for a canvas that cannot be started; the run goes on then.
     */
    public CompletionStage<Void> replace(String id, String run, Canvas canvas) {
        return questions.current(id).thenCompose(task -> {
            Origin origin = new Origin(id, task.spec().rootId(), task.spec().headers(), null, null, id);
            plans.plan(Canvases.check(canvas), origin);
            Outcome outcome = new Outcome.Replaced(canvas);
            return tell(
                    id,
                    run,
                    (worker, key, asker) -> new RemoteCommand.Completed(worker, key, outcome, asker),
                    now -> now.replacement() != null);
        });
    }

    /** @param toldBefore whether the task is as it would be if this had been told before */
    private CompletionStage<Void> tell(String id, String run, Telling telling, Predicate<TaskRecord> toldBefore) {
        Optional<RunName> name =
                RunName.parse(run).filter(named -> named.taskId().equals(id));
        if (name.isEmpty()) {
            return afterwards(id, run, never -> false);
        }
        RunKey key = name.get().key();
        return calls.call(name.get().workerId(), (worker, asker) -> telling.of(worker, key, asker))
                .<Void>thenApply(taken -> null)
                .exceptionallyCompose(failure -> isOvertaken(failure)
                        ? afterwards(id, run, task -> task.run() == key.token() && toldBefore.test(task))
                        : CompletableFuture.failedStage(failure));
    }

    private static boolean isOvertaken(Throwable failure) {
        ProblemType refusal = Failures.refusal(failure);
        return refusal == ProblemType.WRONG_STATE || refusal == ProblemType.NOT_FOUND;
    }

    /** The run is not held by its worker any more: the task tells why. */
    private CompletionStage<Void> afterwards(String id, String run, Predicate<TaskRecord> toldBefore) {
        return questions.current(id).thenAccept(task -> {
            if (!toldBefore.test(task)) {
                throw new TalkooException(
                        ProblemType.WRONG_STATE,
                        "Run " + run + " is not the current one of task " + id + "; what it brings is not taken.");
            }
        });
    }
}

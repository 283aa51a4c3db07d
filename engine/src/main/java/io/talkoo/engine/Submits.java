package io.talkoo.engine;

import io.opentelemetry.context.Context;
import io.talkoo.engine.internal.gateway.Calls;
import io.talkoo.engine.internal.gateway.Parents;
import io.talkoo.engine.internal.gateway.Questions;
import io.talkoo.engine.internal.metrics.EngineMeters;
import io.talkoo.engine.internal.node.EngineNode;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.trace.SubmitSpan;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Checks submits, bounds how many are in flight, and has them stored. Thread-safe. */
final class Submits {
    private final EngineNode node;
    private final EngineMeters meters;
    private final Supplier<TaskGateway.Readiness> readiness;
    private final Parents parents;
    private final Calls calls;
    private final Questions questions;
    private final int maxInFlight;
    private final AtomicInteger inFlight = new AtomicInteger();

    Submits(EngineNode node, EngineMeters meters, Supplier<TaskGateway.Readiness> readiness) {
        this.node = node;
        this.meters = meters;
        this.readiness = readiness;
        this.parents = new Parents(node.queries());
        this.calls = node.calls();
        this.questions = node.questions();
        this.maxInFlight = node.settings().gateway().maxInFlight();
    }

    /**
     * Completes once the task is stored, or refused.
     *
     * @param readyCall is answered once the task is ready; 0 for no such answer
     */
    CompletionStage<TaskReply> submit(TaskRequest request, long readyCall) {
        Context caller = node.tracing().caller();
        return parents.withRoot(request, root -> submit(request, root, caller, readyCall));
    }

    private CompletionStage<TaskReply> submit(TaskRequest request, String parentRoot, Context caller, long readyCall) {
        TaskSpec spec = node.specs().of(request, parentRoot);
        node.workflows().checkCallbacks(request);
        checkIntake();
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            meters.refused(ProblemType.OVERLOADED);
            throw new TalkooException(
                    ProblemType.OVERLOADED,
                    "More than " + maxInFlight + " submits are in flight; nothing was stored. Try again later.");
        }
        SubmitSpan span = node.tracing().submit(spec, caller);
        return store(span.carriedBy(spec), request.id() == null, readyCall).whenComplete((reply, failure) -> {
            inFlight.decrementAndGet();
            span.end(failure == null ? refusal(reply) : failure);
        });
    }

    private CompletionStage<TaskReply> store(TaskSpec spec, boolean minted, long readyCall) {
        if (spec.unique() != null) {
            return unique(spec, readyCall);
        }
        long call = calls.next();
        CompletableFuture<TaskReply> reply =
                calls.expect(call, node.settings().gateway().timeout());
        if (minted) {
            node.intake().insert(spec, call, readyCall);
        } else {
            node.tasks().tell(new TaskCommand.Submit(spec, call, readyCall, calls.receiver(call)));
        }
        return reply;
    }

    private CompletionStage<TaskReply> unique(TaskSpec spec, long readyCall) {
        return node.uniqueTasks().submit(spec).whenComplete((reply, failure) -> {
            if (readyCall != 0 && reply instanceof TaskReply.Submitted submitted) {
                questions.await(submitted.task().id(), readyCall);
            }
        });
    }

    private void checkIntake() {
        TaskGateway.Readiness now = readiness.get();
        if (!now.ready()) {
            meters.refused(ProblemType.UNAVAILABLE);
            throw new TalkooException(ProblemType.UNAVAILABLE, now.reason());
        }
    }

    /** Null for what was stored. */
    private static Throwable refusal(TaskReply reply) {
        return reply instanceof TaskReply.Submitted ? null : Questions.refusal(reply);
    }
}

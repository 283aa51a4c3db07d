package io.talkoo.engine;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.gateway.WorkflowWatch;
import io.talkoo.engine.internal.gateway.Workflows;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.WorkflowPage;
import io.talkoo.protocol.WorkflowStatus;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way into the engine for workflows. Every method answers at once with a stage; a refusal completes it with a
 * {@link TalkooException}. Continuations run on the engine's threads and must not block. Thread-safe.
 */
public final class WorkflowGateway {
    private final Workflows workflows;
    private final Supplier<TaskGateway.Readiness> readiness;

    /**
     * A workflow was stored, or was there already.
     *
     * @param replayed whether it was stored under its key before
     */
    public record Submitted(String id, boolean replayed) {}

    /**
     * A workflow as it was at some moment.
     *
     * @param id tells it apart from others of the same workflow
     */
    public record WorkflowEvent(String id, WorkflowStatus status) {}

    WorkflowGateway(Workflows workflows, Supplier<TaskGateway.Readiness> readiness) {
        this.workflows = workflows;
        this.readiness = readiness;
    }

    /**
     * Stores a workflow, all of it at once; completes once it is durable. Fails with BAD_REQUEST, INVALID, UNKNOWN_TASK or
     * BAD_ARGUMENTS for what the caller got wrong, each with the place in the canvas, with CONFLICT when another workflow
     * was stored under the key, and with UNAVAILABLE when it is not known whether it is stored.
     *
     * @param key a UUID that its ids are made from, so that a repeat is the same workflow; null for new ids
     */
    public CompletionStage<Submitted> submit(Canvas canvas, String key) {
        return submitted(() -> workflows.submit(canvas, key));
    }

    /** @param parent the task that submits it; null if none does */
    CompletionStage<Submitted> submit(Canvas canvas, TaskSpec parent) {
        return submitted(() -> workflows.submit(canvas, parent));
    }

    private CompletionStage<Submitted> submitted(Supplier<CompletionStage<Workflows.Stored>> submit) {
        return Failures.staged(() -> {
            readiness.get().require();
            return submit.get().thenApply(stored -> new Submitted(stored.id(), stored.replayed()));
        });
    }

    /** The workflow once it is ready, or as it is after {@code atMost}. Fails with NOT_FOUND or UNAVAILABLE. */
    public CompletionStage<WorkflowStatus> await(String id, Duration atMost) {
        return workflows.reads().await(id, atMost);
    }

    /**
     * What the workflow came to once it is ready, or its state after {@code atMost}: cheaper than all of its status. Fails
     * with NOT_FOUND or UNAVAILABLE.
     */
    public CompletionStage<TaskResult> result(String id, Duration atMost) {
        return workflows.reads().result(id, atMost);
    }

    /** What the workflow came to, however long that takes. Fails with NOT_FOUND. */
    public CompletionStage<TaskResult> whenReady(String id) {
        return workflows.reads().result(id);
    }

    /** The workflow as it is. A lone task's id will do too. Fails with NOT_FOUND or UNAVAILABLE. */
    public CompletionStage<WorkflowStatus> status(String id) {
        return workflows.reads().status(id);
    }

    /**
     * Workflows, newest first. Fails with UNAVAILABLE, and with BAD_REQUEST for a cursor that no page gave.
     *
     * @param cursor {@link WorkflowPage#next} of the page before; null for the first one
     * @param limit most workflows of the page
     */
    public CompletionStage<WorkflowPage> list(String cursor, int limit) {
        return workflows.reads().list(cursor, limit);
    }

    /**
     * Tells {@code listener} the workflow as it is and then as it changes, its end last, from one thread at a time. Changes that
     * follow each other fast are told as one. Completes once the workflow is known to exist; fails with NOT_FOUND or
     * UNAVAILABLE.
     *
     * @param after the id of the last event seen; null or unknown is from the start
     */
    public CompletionStage<TaskGateway.Watch> watch(String id, String after, Consumer<WorkflowEvent> listener) {
        return workflows
                .reads()
                .watch(id, after, status -> listener.accept(new WorkflowEvent(WorkflowWatch.idOf(status), status)))
                .thenApply(end -> end::run);
    }

    /**
     * Revokes what has not ended.
     *
     * @param terminate whether running tasks are interrupted too
     * @param reason kept in the tasks' errors; null is "revoked"
     */
    public CompletionStage<WorkflowStatus> revoke(String id, boolean terminate, String reason) {
        return workflows.revoke(id, terminate, reason == null ? "revoked" : reason);
    }
}

package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.canvas.Origin;
import io.talkoo.engine.internal.canvas.Tree;
import io.talkoo.engine.internal.canvas.WorkflowPlans;
import io.talkoo.engine.internal.store.RevisionConflictException;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.Workflow;
import io.talkoo.engine.internal.trace.SubmitSpan;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Canvases;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.WorkflowStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import scala.concurrent.ExecutionContext;

/** Stores workflows, and revokes them. Thread-safe. */
public final class Workflows {
    private final TaskStore store;
    private final Workers workers;
    private final WorkflowPlans plans;
    private final Parents parents;
    private final Specs specs;
    private final Questions questions;
    private final WorkflowReads reads;
    private final Tracing tracing;
    private final ExecutionContext dispatcher;

    /** @param dispatcher where what follows an insert is done */
    public Workflows(
            TaskStore store,
            Workers workers,
            WorkflowPlans plans,
            Specs specs,
            Questions questions,
            WorkflowReads reads,
            Tracing tracing,
            ExecutionContext dispatcher) {
        this.store = store;
        this.workers = workers;
        this.plans = plans;
        this.parents = new Parents(store.queries());
        this.specs = specs;
        this.questions = questions;
        this.reads = reads;
        this.tracing = tracing;
        this.dispatcher = dispatcher;
    }

    public WorkflowPlans plans() {
        return plans;
    }

    public WorkflowReads reads() {
        return reads;
    }

    /**
     * A workflow is stored.
     *
     * @param replayed whether it was there already
     */
    public record Stored(String id, boolean replayed) {}

    /**
     * Stores a workflow, as a child of the task that its first steps name, if they do; completes once it is durable. Fails with
     * CONFLICT when another one was stored under the key.
     *
     * @param key the id that the ids are made from; null for new ones
     */
    public CompletionStage<Stored> submit(Canvas canvas, String key) {
        Canvases.check(canvas);
        return parents.withParent(canvas, parent -> store(canvas, key, origin(parent)));
    }

    /** The same for a task that runs on this node; null for none. */
    public CompletionStage<Stored> submit(Canvas canvas, TaskSpec parent) {
        return store(Canvases.check(canvas), null, origin(parent));
    }

    private static Origin origin(TaskSpec parent) {
        return parent == null ? Origin.OUTSIDE : Origin.submittedBy(parent);
    }

    private CompletionStage<Stored> store(Canvas canvas, String key, Origin origin) {
        Workflow planned = plans.plan(canvas, origin, key == null ? specs::newId : derived(key));
        SubmitSpan span = tracing.submit(planned, tracing.caller());
        Workflow workflow = span.carriedBy(planned);
        CompletableFuture<Stored> stored = new CompletableFuture<>();
        store.insert(workflow)
                .onComplete(
                        inserted -> {
                            if (inserted.isSuccess()) {
                                stored.complete(begun(workflow));
                            } else {
                                stored.completeExceptionally(inserted.failed().get());
                            }
                            return null;
                        },
                        dispatcher);
        return stored.exceptionallyCompose(failure -> refused(workflow, key, failure))
                .whenComplete((done, failure) -> span.end(failure));
    }

    /** Throws INVALID, UNKNOWN_TASK or BAD_ARGUMENTS for callbacks that could not be started. */
    public void checkCallbacks(TaskRequest request) {
        plans.checkCallbacks(request);
    }

    private static Supplier<String> derived(String key) {
        AtomicInteger number = new AtomicInteger();
        return () -> number.getAndIncrement() == 0
                ? key
                : UUID.nameUUIDFromBytes((key + number).getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    private Stored begun(Workflow workflow) {
        for (TaskRecord row : workflow.rows()) {
            if (!row.ready() && !row.phase().blocked()) {
                workers.tell(new WorkerCommand.Offer(new StoredTask(row, 1), null, false, null));
            }
        }
        return new Stored(workflow.resultId(), false);
    }

    private CompletionStage<Stored> refused(Workflow workflow, String key, Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof TalkooException) {
            return CompletableFuture.failedStage(cause);
        }
        if (!(cause instanceof RevisionConflictException) || key == null) {
            return CompletableFuture.failedStage(new TalkooException(
                    ProblemType.UNAVAILABLE,
                    "The store could not be reached; whether the workflow is stored is not known."));
        }
        return stored(workflow).thenApply(same -> {
            if (!same) {
                throw new TalkooException(
                        ProblemType.CONFLICT, "Another workflow was submitted under this key before.");
            }
            return new Stored(workflow.resultId(), true);
        });
    }

    /** Whether the very same workflow is there, as far as it is not forgotten. */
    private CompletionStage<Boolean> stored(Workflow workflow) {
        Map<String, TaskRecord> rows =
                workflow.rows().stream().collect(Collectors.toMap(TaskRecord::id, Function.identity()));
        return store.queries()
                .tree(workflow.resultId())
                .thenCombine(
                        store.queries().read(rows.keySet()),
                        (tree, found) -> tree.filter(workflow.tree()::equals).isPresent()
                                && found.stream()
                                        .map(StoredTask::task)
                                        .allMatch(row -> row.spec()
                                                .sameSubmitAs(rows.get(row.id()).spec())));
    }

    /** Revokes what has not ended, from its end to its beginning: so nothing begins because of what is revoked. */
    public CompletionStage<WorkflowStatus> revoke(String id, boolean terminate, String reason) {
        return reads.tree(id)
                .thenCompose(tree -> reads.rows(tree).thenCompose(rows -> revoke(tree, rows, terminate, reason)))
                .thenCompose(done -> reads.status(id));
    }

    private CompletionStage<?> revoke(Tree tree, Map<String, TaskRecord> rows, boolean terminate, String reason) {
        List<List<String>> open = tree.fromItsEnd().stream()
                .map(wave -> wave.stream()
                        .filter(id -> rows.containsKey(id) && isOpen(rows.get(id)))
                        .toList())
                .toList();
        return questions.revokes().each(open, new Revokes.Order(terminate, reason, false));
    }

    /** What took the place of a revoked task may have been left behind by a call that was cut off. */
    private static boolean isOpen(TaskRecord row) {
        return !row.ready() || row.phase() == Phase.REVOKED && row.replacement() != null;
    }
}

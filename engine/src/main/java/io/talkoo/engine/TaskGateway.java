package io.talkoo.engine;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.talkoo.config.TalkooSettings.Role;
import io.talkoo.engine.internal.gateway.Calls;
import io.talkoo.engine.internal.gateway.Questions;
import io.talkoo.engine.internal.gateway.Repetition;
import io.talkoo.engine.internal.gateway.Revokes;
import io.talkoo.engine.internal.metrics.EngineMeters;
import io.talkoo.engine.internal.node.EngineNode;
import io.talkoo.engine.internal.remote.RunView;
import io.talkoo.engine.internal.task.EventId;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.TaskSummary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The way into the engine for everything that is not a Java method call: the HTTP gateway, and under the hood the Java
 * API too. It checks what comes in, gives new tasks their ids, bounds what is in flight, and holds no task's state.
 * Every method answers at once with a stage; a refusal completes it with a {@link TalkooException}. Continuations run on
 * the engine's threads and must not block. Thread-safe.
 */
public final class TaskGateway implements TaskOperations {
    /** Children listed in a status at most; the list by {@code rootId} has them all. */
    private static final int MOST_CHILDREN = 1000;

    /**
     * A task was stored, or was there already.
     *
     * @param replayed whether the id was known with the same body
     */
    public record Submitted(TaskStatus status, boolean replayed) {}

    /**
     * A task on its way.
     *
     * @param accepted once it is stored
     * @param ready once it has ended; fails as {@code accepted} does
     */
    public record Execution(CompletionStage<Submitted> accepted, CompletionStage<TaskStatus> ready) {}

    /**
     * One change of a task.
     *
     * @param id position in the task's life, for {@code Last-Event-ID}
     */
    public record TaskEvent(String id, TaskStatus status) {}

    /** A subscription to the changes of a task. */
    public interface Watch extends AutoCloseable {
        /** Stops it; idempotent. */
        @Override
        void close();
    }

    /**
     * Whether the node can accept and run tasks.
     *
     * @param reason why not, in words for an operator; null when ready
     */
    public record Readiness(boolean ready, String reason) {
        void require() {
            if (!ready) {
                throw new TalkooException(ProblemType.UNAVAILABLE, reason);
            }
        }
    }

    private final EngineNode node;
    private final EngineMeters meters;
    private final Calls calls;
    private final Questions questions;
    private final Submits submits;
    private final WorkflowGateway workflows;
    private final ControlGateway control;
    private final ScheduleGateway schedules;
    private final WorkerGateway workers;

    TaskGateway(EngineNode node, EngineMeters meters) {
        this.node = node;
        this.meters = meters;
        this.calls = node.calls();
        this.questions = node.questions();
        this.submits = new Submits(node, meters, this::readiness);
        this.control = new ControlGateway(node.steering(), node.queries(), node.view());
        this.workflows = new WorkflowGateway(node.workflows(), this::readiness);
        this.schedules = new ScheduleGateway(node.schedules(), node.view(), this::readiness);
        this.workers = new WorkerGateway(
                node.remote().calls(),
                questions,
                node.workflows().plans(),
                new RunView(node.queries()),
                node.settings().workers().heartbeat(),
                this::readiness);
    }

    /**
     * Stores a task; completes once it is durable. Fails with INVALID, UNKNOWN_TASK, BAD_ARGUMENTS or CONFLICT for what
     * the caller got wrong, with OVERLOADED when nothing was stored, and with UNAVAILABLE when that is not known: send
     * the same id again.
     */
    public CompletionStage<Submitted> submit(TaskRequest request) {
        long start = System.nanoTime();
        return submits.submit(request, 0).thenApply(this::submitted).whenComplete((submitted, failure) -> {
            if (failure == null) {
                meters.acknowledged(System.nanoTime() - start);
            }
        });
    }

    @Override
    public CompletionStage<TaskStatus> accept(TaskRequest request) {
        return submit(request).thenApply(Submitted::status);
    }

    /** Like {@link #submit}, and tells when the task has ended, without a second call. */
    public Execution execute(TaskRequest request) {
        long readyCall = calls.next();
        CompletableFuture<Submitted> accepted = new CompletableFuture<>();
        CompletableFuture<TaskReply> ready = calls.expect(
                readyCall,
                new Repetition(
                        again -> accepted.thenAccept(
                                submitted -> questions.await(submitted.status().id(), again)),
                        dropped -> {}));
        submits.submit(request, readyCall).thenApply(this::submitted).whenComplete((submitted, failure) -> {
            if (failure == null) {
                accepted.complete(submitted);
            } else {
                accepted.completeExceptionally(failure);
            }
        });
        accepted.whenComplete((done, failure) -> {
            if (failure != null) {
                calls.drop(readyCall);
                ready.completeExceptionally(failure);
            }
        });
        return new Execution(accepted, ready.thenApply(this::status));
    }

    private Submitted submitted(TaskReply reply) {
        if (reply instanceof TaskReply.Submitted submitted) {
            return new Submitted(view(submitted.task(), List.of()), submitted.replayed());
        }
        throw Questions.refusal(reply);
    }

    private TaskStatus status(TaskReply reply) {
        return view(Questions.record(reply), List.of());
    }

    private TaskStatus view(TaskRecord task, List<String> children) {
        return node.view().status(task, children);
    }

    /** The task's status once it is ready, or as it is after {@code atMost}. Fails with NOT_FOUND or UNAVAILABLE. */
    public CompletionStage<TaskStatus> await(String id, Duration atMost) {
        if (atMost.isZero()) {
            return status(id);
        }
        return questions.ready(id, atMost).thenCompose(this::withChildren);
    }

    /** The task's status once it is ready, however long that takes. Fails with NOT_FOUND. */
    public CompletionStage<TaskStatus> whenReady(String id) {
        return questions.ready(id).thenCompose(this::withChildren);
    }

    /**
     * The task's result as it is, secret or not, once it is ready, or what it reported last after {@code atMost}. Fails with
     * NOT_FOUND or UNAVAILABLE.
     */
    @Override
    public CompletionStage<TaskResult> result(String id, Duration atMost) {
        return (atMost.isZero() ? questions.current(id) : questions.ready(id, atMost)).thenApply(this::result);
    }

    @Override
    public CompletionStage<TaskResult> result(String id) {
        return questions.ready(id).thenApply(this::result);
    }

    /** A JSON text without what has a name that is secret by the settings, for a log. */
    public JsonBytes shown(JsonBytes json) {
        return node.view().masks().value(json, null);
    }

    private TaskResult result(TaskRecord task) {
        return node.view().result(requireTask(task));
    }

    /** The task as it is. Fails with NOT_FOUND or UNAVAILABLE. */
    @Override
    public CompletionStage<TaskStatus> status(String id) {
        return questions.current(id).thenCompose(this::withChildren);
    }

    private CompletionStage<TaskStatus> withChildren(TaskReply reply) {
        return withChildren(Questions.record(reply));
    }

    private CompletionStage<TaskStatus> withChildren(TaskRecord task) {
        requireTask(task);
        return node.queries().children(task.id(), MOST_CHILDREN).thenApply(children -> view(task, children));
    }

    private static TaskRecord requireTask(TaskRecord row) {
        if (row.spec().flow().group()) {
            throw new TalkooException(
                    ProblemType.NOT_FOUND, row.id() + " is no task but a group; ask for the workflow of that id.");
        }
        return row;
    }

    /**
     * Tells {@code listener} the status as it is and then every change, the final one last, from one thread at a time.
     * Completes once the task is known to exist; fails with NOT_FOUND or UNAVAILABLE.
     *
     * @param after the id of the last event seen; null or unknown is from the start
     */
    public CompletionStage<Watch> watch(String id, String after, Consumer<TaskEvent> listener) {
        Optional<EventId> seen = EventId.parse(after);
        return questions.current(id).thenApply(task -> {
            Runnable end = questions.follow(
                    id,
                    seen.orElse(null),
                    changed -> listener.accept(
                            new TaskEvent(changed.event().toString(), view(changed.task(), List.of()))));
            return end::run;
        });
    }

    /**
     * Cancels a task durably: once this completes it does not start. A running one goes on and keeps its result, unless
     * {@code terminate}; a ready one is left as it is. With a task that was replaced what has taken its place is revoked.
     *
     * @param reason kept in the task's error; null is "revoked"
     */
    @Override
    public CompletionStage<TaskStatus> revoke(String id, boolean terminate, String reason) {
        String why = reason == null ? "revoked" : reason;
        return questions
                .revokes()
                .revoke(id, new Revokes.Order(terminate, why, false))
                .thenCompose(this::withChildren);
    }

    /** Runs a failed or revoked task again under the same id. Fails with WRONG_STATE for any other. */
    @Override
    public CompletionStage<TaskStatus> retry(String id) {
        return questions
                .ask(call -> new TaskCommand.Rerun(id, call, questions.receiver(call)))
                .thenCompose(this::withChildren);
    }

    /** Deletes a ready task and its result. Fails with WRONG_STATE while it is not ready. */
    @Override
    public CompletionStage<Void> forget(String id) {
        return questions
                .ask(call -> new TaskCommand.Forget(id, call, questions.receiver(call)))
                .thenApply(reply -> {
                    if (!(reply instanceof TaskReply.Forgotten)) {
                        throw Questions.refusal(reply);
                    }
                    return null;
                });
    }

    /**
     * One page of the tasks that match, newest first. Reads the store: a run of less than a second may not show yet.
     *
     * @param cursor {@link TaskPage#next} of the page before; null is the first page
     * @param limit most tasks of the page, 1 to 1000
     */
    public CompletionStage<TaskPage> list(TaskFilter filter, String cursor, int limit) {
        return node.queries()
                .list(filter, cursor, limit)
                .thenApply(page -> new TaskPage(
                        page.tasks().stream()
                                .map(stored -> TaskSummary.of(view(stored.task(), List.of())))
                                .toList(),
                        page.next()));
    }

    /** Queues, many tasks at once, what failed, what runs. */
    public ControlGateway control() {
        return control;
    }

    /** Workflows. */
    public WorkflowGateway workflows() {
        return workflows;
    }

    /** Schedules. */
    public ScheduleGateway schedules() {
        return schedules;
    }

    /** Workers outside of the nodes, in any language. */
    public WorkerGateway workers() {
        return workers;
    }

    /** Whether submits go on with the trace that their caller is in. */
    public boolean isTraced() {
        return node.tracing().isOn();
    }

    /** Where this node's metrics go to: add a registry to have them told there. They are in {@code engine/README.md}. */
    public CompositeMeterRegistry metrics() {
        return meters.registry();
    }

    /** Whether this node is there for clients: whether its roles hold {@code gateway}. */
    public boolean servesClients() {
        return node.settings().cluster().roles().contains(Role.GATEWAY);
    }

    /** The nodes of the cluster as this one sees them. Never blocks. */
    public ClusterStatus cluster() {
        return node.cluster();
    }

    /** Calls and watches that wait for an answer at the moment. */
    int waiting() {
        return calls.size();
    }

    /** Whether submits are accepted at the moment. Never blocks. */
    public Readiness readiness() {
        return node.unreadiness().map(reason -> new Readiness(false, reason)).orElse(new Readiness(true, null));
    }
}

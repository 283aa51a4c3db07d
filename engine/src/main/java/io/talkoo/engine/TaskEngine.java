package io.talkoo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.metrics.EngineMeters;
import io.talkoo.engine.internal.node.EngineNode;
import io.talkoo.engine.internal.node.NodeStop;
import io.talkoo.engine.internal.run.CurrentTask;
import io.talkoo.engine.internal.run.MethodReferences;
import io.talkoo.engine.internal.run.ResultType;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.run.TaskThreads;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.TaskRequest;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * A node of the task engine inside this JVM: accepts tasks, keeps them durably, runs those it knows.
 *
 * <pre>{@code
 * try (TaskEngine engine = TaskEngine.builder().tasks(new MathTasks()).start()) {
 *     TaskHandle<Integer> sum = engine.task(MathTasks::add).delay(5, 10);
 *     sum.get(Duration.ofSeconds(5)); // 15
 * }
 * }</pre>
 *
 * <p>{@code delay} and {@code applyAsync} return once the task is stored, and throw
 * {@link io.talkoo.protocol.TalkooException} if it is not: UNKNOWN_TASK, BAD_ARGUMENTS, INVALID, CONFLICT, OVERLOADED or
 * UNAVAILABLE. Thread-safe.
 */
public final class TaskEngine extends TypedTasks implements AutoCloseable {
    private final EngineNode node;
    private final TaskGateway gateway;
    private final TaskOperations operations;
    private final TaskRegistry registry;
    private final TalkooSettings settings;
    private final boolean ownSystem;
    private final MethodReferences references;
    private final ExecutorService callbacks = TaskThreads.perTask();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** A durable engine. */
    TaskEngine(EngineNode node, TaskRegistry registry, boolean ownSystem, EngineMeters meters) {
        this.node = node;
        this.gateway = new TaskGateway(node, meters);
        this.operations = gateway;
        this.registry = registry;
        this.settings = node.settings();
        this.ownSystem = ownSystem;
        this.references = new MethodReferences(registry);
    }

    /** An eager one. */
    TaskEngine(EagerTasks eager, TaskRegistry registry, TalkooSettings settings) {
        this.node = null;
        this.gateway = null;
        this.operations = eager;
        this.registry = registry;
        this.settings = settings;
        this.ownSystem = false;
        this.references = new MethodReferences(registry);
    }

    public static TaskEngineBuilder builder() {
        return new TaskEngineBuilder();
    }

    @Override
    MethodReferences references() {
        return references;
    }

    @Override
    <R> CompletionStage<TaskHandle<R>> submitAsync(TaskRequest request, ResultType<R> result) {
        return operations.accept(CurrentTask.asParentOf(request)).thenApply(stored -> handle(stored.id(), result));
    }

    private <R> TaskHandle<R> handle(String id, ResultType<R> type) {
        return new TaskHandle<>(id, operations, type, callbacks);
    }

    /** Submits a task by its name, in the words of the contract. Returns once it is stored. */
    public TaskHandle<JsonNode> submit(TaskRequest request) {
        return submit(request, resultOf(JsonNode.class));
    }

    /** A task by its name, whose result is to be read as {@code result}. */
    public <R> NamedTask<R> task(String name, Class<R> result) {
        return new NamedTask<>(name, this, registry.mapper(), resultOf(result));
    }

    /** The task with that id, whoever submitted it. Whether there is one shows when the handle is asked. */
    public TaskHandle<JsonNode> handle(String id) {
        return handle(id, JsonNode.class);
    }

    /** The task with that id, whose result is to be read as {@code type}. */
    public <R> TaskHandle<R> handle(String id, Class<R> type) {
        return handle(id, resultOf(type));
    }

    @Override
    <R> WorkflowHandle<R> submit(Canvas canvas, ResultType<R> result) {
        String id = TaskHandle.join(gateway().workflows().submit(canvas, CurrentTask.spec()))
                .id();
        return workflow(id, result);
    }

    /** The workflow with that id, whose result is to be read as {@code type}. */
    public <R> WorkflowHandle<R> workflow(String id, Class<R> type) {
        return workflow(id, resultOf(type));
    }

    private <R> WorkflowHandle<R> workflow(String id, ResultType<R> type) {
        return new WorkflowHandle<>(id, gateway().workflows(), type, this::handle);
    }

    /** The schedules of the cluster. Throws {@link IllegalStateException} in eager mode. */
    public Schedules schedules() {
        return new Schedules(gateway().schedules(), this::handle);
    }

    @Override
    <R> ResultType<R> resultOf(Class<R> type) {
        return ResultType.of(type, registry.mapper());
    }

    /** What the HTTP gateway works on. Throws {@link IllegalStateException} in eager mode. */
    public TaskGateway gateway() {
        return durable(gateway);
    }

    /** Steers the engine, and the cluster it is in. Throws {@link IllegalStateException} in eager mode. */
    public ControlGateway control() {
        return gateway().control();
    }

    /** The actor system the engine runs on. Throws {@link IllegalStateException} in eager mode. */
    public ActorSystem<?> actorSystem() {
        return durable(node).system();
    }

    /** The settings in force. */
    public TalkooSettings settings() {
        return settings;
    }

    /** The nodes of the cluster as this one sees them. Throws {@link IllegalStateException} in eager mode. */
    public ClusterStatus cluster() {
        return durable(gateway).cluster();
    }

    /** Has the engine see at once that its clock was moved; without this it takes up to the sweep interval. */
    public void lookAtClock() {
        durable(node).lookAtClock();
    }

    /**
     * Completes, with the reason, when the cluster has gone on without this node, because the others did not hear of it
     * or it was cut off from the majority: it has stopped what it ran, refuses everything, and has to be closed and
     * started again. Never completes for a node that is alone, and not through {@link #close}. Throws
     * {@link IllegalStateException} in eager mode.
     */
    public CompletionStage<String> lost() {
        return durable(node).lost().copy();
    }

    private static <T> T durable(T part) {
        if (part == null) {
            throw new IllegalStateException("An eager engine runs tasks in the caller and has no such part.");
        }
        return part;
    }

    /**
     * Stops in good order: no more submits, running tasks may end within {@code talkoo.shutdown.drain}, all that waits
     * stays in the store. Blocks meanwhile. Idempotent.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (node != null) {
                NodeStop.stop(node, ownSystem);
            }
            callbacks.shutdown();
        }
    }
}

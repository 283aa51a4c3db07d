package io.talkoo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.internal.run.CurrentTask;
import io.talkoo.engine.internal.run.ResultType;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A task that was submitted: its state, its result, and the means to cancel it. Holds no more than the id, so it costs
 * nothing to keep, and each question is answered by the engine as things are at that moment; to ask several things of
 * one moment, take {@link #status()}. Methods without a stage in their type block, and must not be called on an actor's
 * thread. They throw {@link TalkooException}: NOT_FOUND once the task is forgotten, UNAVAILABLE when the engine did not
 * answer in time. Immutable, safe for use by many threads.
 *
 * @param <R> what the task returns
 */
public final class TaskHandle<R> implements Result<R> {
    static final ResultType<JsonNode> ANY = ResultType.of(JsonNode.class, Json.mapper());

    private final String id;
    private final TaskOperations engine;
    private final ResultType<R> type;
    private final Executor callbacks;

    TaskHandle(String id, TaskOperations engine, ResultType<R> type, Executor callbacks) {
        this.id = id;
        this.engine = engine;
        this.type = type;
        this.callbacks = callbacks;
    }

    @Override
    public String id() {
        return id;
    }

    /** Everything known of the task now; what is {@link Secret} in it is not shown. */
    public TaskStatus status() {
        return join(engine.status(id));
    }

    @Override
    public String state() {
        return status().state();
    }

    @Override
    public boolean ready() {
        return status().ready();
    }

    @Override
    public boolean successful() {
        return Boolean.TRUE.equals(status().successful());
    }

    @Override
    public boolean failed() {
        return States.FAILURE.equals(state());
    }

    /** The return value once it is there; null before, for a task that failed, and when the result is ignored. */
    public R result() {
        TaskResult result = outcome(Duration.ZERO);
        return Boolean.TRUE.equals(result.successful()) ? value(result) : null;
    }

    private TaskResult outcome(Duration atMost) {
        return join(engine.result(id, atMost));
    }

    /** The stack trace of the last failure, also while a retry is due; null if there is none. */
    public String traceback() {
        TaskError error = status().error();
        return error == null ? null : error.traceback();
    }

    /** What the task last reported of itself, or its result once it succeeded; null if there is neither. */
    public JsonNode info() {
        TaskResult result = outcome(Duration.ZERO);
        JsonBytes info = result.ready() && !result.successful() ? status().meta() : result.value();
        return info == null ? null : info.toTree();
    }

    @Override
    public R get(Duration atMost) {
        CurrentTask.refuseToWait(id);
        TaskResult result = outcome(atMost);
        if (!result.ready()) {
            throw new ResultTimeoutException(id, result.state(), atMost);
        }
        return valueOf(result);
    }

    @Override
    public boolean wait(Duration atMost) {
        CurrentTask.refuseToWait(id);
        return outcome(atMost).ready();
    }

    /**
     * Calls back with the return value once it is there, on a thread where it may block. The stage fails with
     * {@link TaskFailedException} if the task does, and then {@code callback} is not called.
     */
    public CompletionStage<R> then(Consumer<? super R> callback) {
        return whenReady()
                .thenApplyAsync(
                        value -> {
                            callback.accept(value);
                            return value;
                        },
                        callbacks);
    }

    /** The return value as a stage; it fails with {@link TaskFailedException} if the task does. */
    public CompletionStage<R> whenReady() {
        return engine.result(id).thenApply(this::valueOf);
    }

    @Override
    public void revoke() {
        revoke(false, null);
    }

    @Override
    public void revoke(boolean terminate, String reason) {
        join(engine.revoke(id, terminate, reason));
    }

    /** Runs it again under the same id. Throws WRONG_STATE unless it is FAILURE or REVOKED. */
    public void retry() {
        join(engine.retry(id));
    }

    /** Deletes the task and its result. Throws WRONG_STATE while it is not ready. */
    public void forget() {
        join(engine.forget(id));
    }

    /** The tasks submitted with this one as their parent, oldest first. */
    public List<TaskHandle<JsonNode>> children() {
        return status().children().stream().map(this::untyped).toList();
    }

    /** The task that submitted this one. */
    public Optional<TaskHandle<JsonNode>> parent() {
        return Optional.ofNullable(status().parentId()).map(this::untyped);
    }

    private TaskHandle<JsonNode> untyped(String other) {
        return new TaskHandle<>(other, engine, ANY, callbacks);
    }

    private R valueOf(TaskResult result) {
        if (Boolean.TRUE.equals(result.successful())) {
            return value(result);
        }
        throw new TaskFailedException(result.error());
    }

    private R value(TaskResult result) {
        if (result.value() == null) {
            return null;
        }
        try {
            return type.read(result.value());
        } catch (IOException e) {
            throw new TaskFailedException(TaskError.of(
                    ErrorTypes.BAD_RESULT, "The result of task " + id + " is of another type: " + e.getMessage()));
        }
    }

    static <T> T join(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return "TaskHandle[" + id + "]";
    }
}

package io.talkoo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.internal.run.CurrentTask;
import io.talkoo.engine.internal.run.ResultType;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.WorkflowStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A workflow that was submitted. Holds no more than the id; each question is answered by the engine as things are at that
 * moment. Its methods block, and throw {@link io.talkoo.protocol.TalkooException}: NOT_FOUND once its result is forgotten,
 * UNAVAILABLE when the engine did not answer in time. Immutable, safe for use by many threads.
 *
 * @param <R> what it brings
 */
public final class WorkflowHandle<R> implements Result<R> {
    private final String id;
    private final WorkflowGateway engine;
    private final ResultType<R> type;
    private final Function<String, TaskHandle<JsonNode>> tasks;

    /** @param tasks handles by id */
    WorkflowHandle(
            String id, WorkflowGateway engine, ResultType<R> type, Function<String, TaskHandle<JsonNode>> tasks) {
        this.id = id;
        this.engine = engine;
        this.type = type;
        this.tasks = tasks;
    }

    /** That of its result: of the last task of a chain, of the body of a chord, of the group itself. */
    @Override
    public String id() {
        return id;
    }

    /** Everything known of it now, with the states of its tasks. */
    public WorkflowStatus status() {
        return TaskHandle.join(engine.status(id));
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

    /** How many of its tasks have ended as SUCCESS. */
    public int completedCount() {
        return status().counts().success();
    }

    /** All tasks that were written, in the order they were written in. */
    public List<TaskHandle<JsonNode>> tasks() {
        return tasksOf(status().root()).map(tasks).toList();
    }

    private static Stream<String> tasksOf(WorkflowStatus.Node node) {
        return node.kind().equals("task")
                ? Stream.of(node.id())
                : node.children().stream().flatMap(WorkflowHandle::tasksOf);
    }

    /** What it was put together of: the steps of a chain, the members of a group, those of a chord's header and its body. */
    public List<WorkflowHandle<JsonNode>> children() {
        return status().root().children().stream().map(this::part).toList();
    }

    /** The step before the last one of a chain: what its result was made of. */
    public Optional<WorkflowHandle<JsonNode>> parent() {
        WorkflowStatus.Node root = status().root();
        int steps = root.children().size();
        return root.kind().equals("chain") && steps > 1
                ? Optional.of(part(root.children().get(steps - 2)))
                : Optional.empty();
    }

    private WorkflowHandle<JsonNode> part(WorkflowStatus.Node node) {
        return new WorkflowHandle<>(node.id(), engine, TaskHandle.ANY, tasks);
    }

    /** What its {@link #tasks} have brought so far, in their order; null for those that have not succeeded. */
    public List<JsonNode> results() {
        return tasks().stream().map(TaskHandle::result).toList();
    }

    @Override
    public R get(Duration atMost) {
        CurrentTask.refuseToWait(id);
        TaskResult result = TaskHandle.join(engine.result(id, atMost));
        if (!result.ready()) {
            throw new ResultTimeoutException(id, result.state(), atMost);
        }
        if (!Boolean.TRUE.equals(result.successful())) {
            throw new TaskFailedException(result.error());
        }
        return value(result.value());
    }

    private R value(JsonBytes value) {
        if (value == null) {
            return null;
        }
        try {
            return type.read(value);
        } catch (IOException e) {
            throw new TaskFailedException(TaskError.of(
                    ErrorTypes.BAD_RESULT, "The result of workflow " + id + " is of another type: " + e.getMessage()));
        }
    }

    @Override
    public boolean wait(Duration atMost) {
        CurrentTask.refuseToWait(id);
        return TaskHandle.join(engine.result(id, atMost)).ready();
    }

    @Override
    public void revoke() {
        revoke(false, null);
    }

    @Override
    public void revoke(boolean terminate, String reason) {
        TaskHandle.join(engine.revoke(id, terminate, reason));
    }

    @Override
    public String toString() {
        return "WorkflowHandle[" + id + "]";
    }
}

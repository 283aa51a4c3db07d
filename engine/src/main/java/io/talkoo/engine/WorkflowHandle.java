package io.talkoo.engine;

import io.talkoo.engine.internal.run.ResultType;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.WorkflowStatus;
import java.io.IOException;
import java.time.Duration;

/**
 * A workflow that was submitted. Holds no more than the id; each question is answered by the engine as things are at that
 * moment. Its methods block, and throw {@link io.talkoo.protocol.TalkooException}: NOT_FOUND once its result is forgotten,
 * UNAVAILABLE when the engine did not answer in time. Immutable, safe for use by many threads.
 *
 * @param <R> what it brings
 */
public final class WorkflowHandle<R> {
    private final String id;
    private final WorkflowGateway engine;
    private final ResultType<R> type;

    WorkflowHandle(String id, WorkflowGateway engine, ResultType<R> type) {
        this.id = id;
        this.engine = engine;
        this.type = type;
    }

    /** That of its result: of the last task of a chain, of the body of a chord, of the group itself. */
    public String id() {
        return id;
    }

    /** Everything known of it now, with the states of its tasks. */
    public WorkflowStatus status() {
        return TaskHandle.join(engine.status(id));
    }

    /** A built-in state, see {@link States}. */
    public String state() {
        return status().state();
    }

    public boolean ready() {
        return status().ready();
    }

    public boolean successful() {
        return Boolean.TRUE.equals(status().successful());
    }

    /** How many of its tasks have ended as SUCCESS. */
    public int completedCount() {
        return status().counts().success();
    }

    /**
     * What it brings, waited for.
     *
     * @throws TaskFailedException if it failed or was revoked
     * @throws ResultTimeoutException if it is not ready after {@code atMost}
     */
    public R get(Duration atMost) {
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

    /** Waits until it is ready, but not longer than {@code atMost}; whether it is. */
    public boolean wait(Duration atMost) {
        return TaskHandle.join(engine.result(id, atMost)).ready();
    }

    /** Revokes what has not ended; what runs goes on. */
    public void revoke() {
        revoke(false, null);
    }

    /**
     * Revokes what has not ended.
     *
     * @param terminate whether what runs is interrupted
     * @param reason kept in the tasks' errors; may be null
     */
    public void revoke(boolean terminate, String reason) {
        TaskHandle.join(engine.revoke(id, terminate, reason));
    }

    @Override
    public String toString() {
        return "WorkflowHandle[" + id + "]";
    }
}

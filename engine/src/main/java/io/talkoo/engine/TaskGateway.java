package io.talkoo.engine;

import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The way into the engine for everything that is not a Java method call: the HTTP gateway, and under the hood the Java
 * API too. Every method answers at once with a stage; a refusal completes it with a
 * {@link io.talkoo.protocol.TalkooException}. Thread-safe.
 */
public final class TaskGateway {
    /**
     * A task was stored, or was there already.
     *
     * @param replayed whether the id was known with the same body
     */
    public record Submitted(TaskStatus status, boolean replayed) {}

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
    public record Readiness(boolean ready, String reason) {}

    public CompletionStage<Submitted> submit(TaskRequest request) {
        throw new UnsupportedOperationException();
    }

    /** The task's status once it is ready, or as it is after {@code atMost}. */
    public CompletionStage<TaskStatus> await(String id, Duration atMost) {
        throw new UnsupportedOperationException();
    }

    public CompletionStage<TaskStatus> status(String id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells {@code listener} the status as it is and then every change, the final one last.
     *
     * @param after the id of the last event seen; null or unknown is from the start
     */
    public CompletionStage<Watch> watch(String id, String after, Consumer<TaskEvent> listener) {
        throw new UnsupportedOperationException();
    }

    public CompletionStage<TaskStatus> revoke(String id, boolean terminate, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Runs a failed or revoked task again. */
    public CompletionStage<TaskStatus> retry(String id) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a ready task. */
    public CompletionStage<Void> forget(String id) {
        throw new UnsupportedOperationException();
    }

    public CompletionStage<TaskPage> list(TaskFilter filter, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    public Readiness readiness() {
        throw new UnsupportedOperationException();
    }
}

package io.talkoo.engine.internal.task;

import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Instant;
import java.util.List;

/**
 * What the end of a row means to one that waits for it.
 *
 * @param id the row that waits
 * @param input the result; null where results are gathered, and after a failure
 * @param failure why the row ended without a result; null if it has one
 */
public record Release(String id, JsonBytes input, Failure failure, Instant dueAt, Instant expiresAt) {
    /**
     * @param cause the task that failed first
     * @param error its error
     * @param revoked it was revoked and did not fail
     */
    public record Failure(TaskError.Cause cause, TaskError error, boolean revoked) {
        /** Whether nothing failed: what was revoked, and what could not run because of it. */
        public boolean ofRevoke() {
            return revoked || cause != null && ErrorTypes.REVOKED.equals(cause.type());
        }
    }

    /** What the end of {@code task} means to those that wait for it; empty while it has not ended. */
    public static List<Release> of(TaskRecord task) {
        Flow flow = task.spec().flow();
        if (!task.ready() || !flow.handsOn()) {
            return List.of();
        }
        Failure failure = task.phase() == Phase.SUCCESS ? null : failure(task);
        JsonBytes input = failure == null && !task.spec().flow().group() ? task.result() : null;
        return flow.next().stream()
                .map(next -> new Release(
                        next.id(),
                        flow.joins() == null ? input : null,
                        failure,
                        next.dueAt(task.finishedAt()),
                        next.expiresAt(task.finishedAt())))
                .toList();
    }

    private static Failure failure(TaskRecord task) {
        TaskError error = task.error();
        boolean revoked = task.phase() == Phase.REVOKED;
        TaskError.Cause cause = ErrorTypes.UPSTREAM_FAILED.equals(error.type()) || error.cause() != null
                ? error.cause()
                : new TaskError.Cause(task.id(), task.spec().name(), error.type(), error.message());
        return new Failure(cause, error, revoked);
    }
}

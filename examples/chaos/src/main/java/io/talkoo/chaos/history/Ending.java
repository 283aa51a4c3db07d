package io.talkoo.chaos.history;

import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.TaskSummary;
import java.time.Instant;

/**
 * The state of a task as a node told it over HTTP.
 *
 * @param result as JSON; null where the answer does not tell it, as in lists
 * @param error type and message of the error; null if there is none
 */
public record Ending(String id, String state, boolean ready, String result, String error, Instant finishedAt) {
    public static Ending of(TaskStatus status) {
        String result = status.result() == null ? null : status.result().toString();
        String error = status.error() == null
                ? null
                : status.error().type() + ": " + status.error().message();
        return new Ending(status.id(), status.state(), status.ready(), result, error, status.finishedAt());
    }

    public static Ending of(TaskSummary task) {
        String error = task.error() == null
                ? null
                : task.error().type() + ": " + task.error().message();
        return new Ending(task.id(), task.state(), task.ready(), null, error, task.finishedAt());
    }
}

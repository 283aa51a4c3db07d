package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * A task type that a worker declares; in JSON its name alone does too. {@code null} means absent.
 *
 * @param queue of tasks whose submit names none; null is the engine's default queue
 * @param retry null is none: such a task is not retried by itself
 * @param rateLimit a text that {@link RateLimit#parse} reads
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerTask(
        String name,
        String queue,
        RetryOverrides retry,
        Duration timeLimit,
        Duration softTimeLimit,
        String rateLimit,
        Integer maxConcurrency) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public WorkerTask {}

    /** A task type that says nothing of itself. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static WorkerTask named(String name) {
        return new WorkerTask(name, null, null, null, null, null, null);
    }
}

package io.talkoo.engine;

import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * What a {@link TaskHandle} needs of an engine, durable ({@link TaskGateway}) or eager. A refusal completes the stage
 * with a {@link io.talkoo.protocol.TalkooException}.
 */
interface TaskOperations {
    /** The status of the stored task. */
    CompletionStage<TaskStatus> accept(TaskRequest request);

    /** All that is known, without what is secret. */
    CompletionStage<TaskStatus> status(String id);

    /** The outcome once ready, or what there is after {@code atMost}; with what is secret in it. */
    CompletionStage<TaskResult> result(String id, Duration atMost);

    /** The outcome once ready, however long it takes; with what is secret in it. */
    CompletionStage<TaskResult> result(String id);

    CompletionStage<TaskStatus> revoke(String id, boolean terminate, String reason);

    CompletionStage<TaskStatus> retry(String id);

    CompletionStage<Void> forget(String id);
}

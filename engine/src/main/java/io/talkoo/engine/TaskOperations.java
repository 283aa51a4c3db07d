package io.talkoo.engine;

import io.talkoo.protocol.TaskRequest;
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

    CompletionStage<TaskStatus> status(String id);

    /** The status once ready, or as it is after {@code atMost}. */
    CompletionStage<TaskStatus> await(String id, Duration atMost);

    /** The status once ready, however long it takes. */
    CompletionStage<TaskStatus> whenReady(String id);

    CompletionStage<TaskStatus> revoke(String id, boolean terminate, String reason);

    CompletionStage<TaskStatus> retry(String id);

    CompletionStage<Void> forget(String id);
}

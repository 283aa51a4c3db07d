package io.talkoo.http;

import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Answers that are held back until a task is ready. A server that drains lets all of them go at once. */
final class LongPolls {
    private final BiFunction<String, Duration, CompletionStage<TaskStatus>> await;
    private final Function<String, CompletionStage<TaskStatus>> status;
    private final Drain drain;

    LongPolls(
            BiFunction<String, Duration, CompletionStage<TaskStatus>> await,
            Function<String, CompletionStage<TaskStatus>> status,
            Drain drain) {
        this.await = await;
        this.status = status;
        this.drain = drain;
    }

    /** The status once the task is ready, after {@code atMost}, or when the server drains. */
    CompletionStage<TaskStatus> await(String id, Duration atMost) {
        if (atMost.isZero() || drain.hasBegun()) {
            return status.apply(id);
        }
        CompletableFuture<TaskStatus> ready = await.apply(id, atMost).toCompletableFuture();
        return CompletableFuture.anyOf(ready, drain.begun())
                .thenCompose(first -> ready.isDone() ? ready : status.apply(id));
    }
}

package io.talkoo.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Answers that are held back until a task is ready. A server that drains lets all of them go at once.
 *
 * @param await tells of the task once it is ready, or after a time, which may be none
 */
record LongPolls<T>(BiFunction<String, Duration, CompletionStage<T>> await, Drain drain) {
    /** What is known of the task once it is ready, after {@code atMost}, or when the server drains. */
    CompletionStage<T> await(String id, Duration atMost) {
        if (atMost.isZero() || drain.hasBegun()) {
            return await.apply(id, Duration.ZERO);
        }
        CompletableFuture<T> ready = await.apply(id, atMost).toCompletableFuture();
        return CompletableFuture.anyOf(ready, drain.begun())
                .thenCompose(first -> ready.isDone() ? ready : await.apply(id, Duration.ZERO));
    }
}

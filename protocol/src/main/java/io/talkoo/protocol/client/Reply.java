package io.talkoo.protocol.client;

import io.talkoo.protocol.TalkooException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * What a call will be answered with. The call is on its way when a method returns its reply; {@link #get} waits for the
 * answer, {@link #stage} goes on without waiting. Safe for use by many threads.
 *
 * @param <T> what the answer is; {@code Void} where there is nothing to tell
 */
public final class Reply<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Reply(CompletionStage<T> call) {
        call.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(unwrapped(failure));
            }
        });
    }

    /**
     * Waits for the answer, as long as the client's time-outs let it. Not for threads that must not block.
     *
     * @throws TalkooException when the call was refused, or no node could be asked
     * @throws CancellationException when the waiting thread is interrupted, which it stays; the call goes on
     */
    public T get() {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for an answer");
        }
    }

    /** The answer as a stage, which fails with what {@link #get} throws. What is chained to it must not block. */
    public CompletionStage<T> stage() {
        return answer.minimalCompletionStage();
    }

    /** What went wrong, without what stages wrapped it in. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? unwrapped(failure.getCause())
                : failure;
    }
}

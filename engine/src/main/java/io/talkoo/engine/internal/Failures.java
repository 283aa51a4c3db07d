package io.talkoo.engine.internal;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What stages fail with. */
public final class Failures {
    private Failures() {}

    /** The failure itself, without what the stages on its way wrapped it in. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The stage that {@code call} returns; one that fails with what it throws, where it refuses. */
    public static <T> CompletionStage<T> staged(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (TalkooException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** What the engine refused with; null for any other failure. */
    public static ProblemType refusal(Throwable failure) {
        return cause(failure) instanceof TalkooException refused ? refused.type() : null;
    }
}

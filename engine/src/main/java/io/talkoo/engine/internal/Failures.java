package io.talkoo.engine.internal;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.concurrent.CompletionException;

/** What stages failed with. */
public final class Failures {
    private Failures() {}

    /** The failure itself, without what the stages on its way wrapped it in. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** What the engine refused with; null for any other failure. */
    public static ProblemType refusal(Throwable failure) {
        return cause(failure) instanceof TalkooException refused ? refused.type() : null;
    }
}

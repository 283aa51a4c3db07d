package io.talkoo.engine;

import java.time.Duration;

/**
 * What will be there some day: of a task, or of a workflow. Its methods block, and throw
 * {@link io.talkoo.protocol.TalkooException}: NOT_FOUND once it is forgotten, UNAVAILABLE when the engine did not answer in
 * time. Immutable, safe for use by many threads.
 *
 * @param <R> what it brings
 */
public sealed interface Result<R> permits TaskHandle, WorkflowHandle {
    String id();

    /** A built-in state (see {@link io.talkoo.protocol.States}), or the word that a task last reported. */
    String state();

    /** Whether the state is final. */
    boolean ready();

    boolean successful();

    /** Whether it ended as FAILURE. */
    boolean failed();

    /**
     * What it brings, waited for.
     *
     * @throws TaskFailedException if it failed or was revoked
     * @throws ResultTimeoutException if it is not ready after {@code atMost}
     * @throws IllegalStateException in the body of a task, see {@link TaskContext#blocking}
     */
    R get(Duration atMost);

    /**
     * Waits until it is ready, but not longer than {@code atMost}; whether it is. Throws {@link IllegalStateException} in the
     * body of a task, see {@link TaskContext#blocking}.
     */
    boolean wait(Duration atMost);

    /** Cancels durably what has not ended; what runs already goes on and keeps its result. */
    void revoke();

    /**
     * Cancels durably what has not ended.
     *
     * @param terminate whether what runs is interrupted and REVOKED at once
     * @param reason kept in the error; may be null
     */
    void revoke(boolean terminate, String reason);
}

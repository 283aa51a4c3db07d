package io.talkoo.engine.internal.store;

import scala.concurrent.Promise;

/** What a {@link StoreThread} is asked to do, with the promise it owes for it. */
sealed interface Operation permits Job, Load, UniqueWrite, WorkflowWrite, Write {
    Promise<?> promise();

    /** Whether rows of tasks are read, which have to be settled first ({@link Dialect#settle}). */
    default boolean ofTasks() {
        return true;
    }

    /** Fails the promise, unless it was completed already. */
    default void fail(Throwable cause) {
        promise().tryFailure(cause);
    }
}

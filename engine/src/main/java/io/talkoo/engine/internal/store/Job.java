package io.talkoo.engine.internal.store;

import scala.concurrent.Promise;

/**
 * Statements of any kind, run by the thread that takes them.
 *
 * @param ofTasks whether they read or change rows of tasks
 */
record Job<T>(Work<T> work, boolean ofTasks, Promise<T> promise) implements Operation {
    interface Work<T> {
        T in(Session session) throws Exception;
    }

    Job(Work<T> work) {
        this(work, true, Promise.apply());
    }

    void run(Session session) throws Exception {
        promise.trySuccess(work.in(session));
    }
}

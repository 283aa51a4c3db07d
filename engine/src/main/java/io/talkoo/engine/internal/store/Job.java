package io.talkoo.engine.internal.store;

import scala.concurrent.Promise;

/** Statements of any kind, run by the thread that takes them. */
record Job<T>(Work<T> work, Promise<T> promise) implements Operation {
    interface Work<T> {
        T in(Session session) throws Exception;
    }

    Job(Work<T> work) {
        this(work, Promise.apply());
    }

    void run(Session session) throws Exception {
        promise.trySuccess(work.in(session));
    }
}

package io.talkoo.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** What a server still owes its clients, so that it can give it to them before it stops. Thread-safe. */
final class Drain {
    /** Answers being made or sent, and one more until the drain begins. */
    private final AtomicLong owed = new AtomicLong(1);

    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** An answer is owed from now on; {@link #give} has to follow. */
    void owe() {
        owed.incrementAndGet();
    }

    void give() {
        if (owed.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    /** Has answers that take their time end early. False when it had begun before. */
    boolean begin() {
        boolean first = begun.complete(null);
        if (first) {
            give();
        }
        return first;
    }

    boolean hasBegun() {
        return begun.isDone();
    }

    /** Completes when the drain begins. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    /** Completes when the drain has begun and nothing is owed any more. */
    CompletionStage<Void> done() {
        return done.copy();
    }
}

package io.talkoo.benchmark;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/** A fixed number of calls. */
final class FixedLoad {
    private FixedLoad() {}

    /**
     * Makes {@code calls} calls, at most {@code inFlight} at a time, and waits for the last one. Throws what the first
     * one that failed did.
     */
    static void run(int calls, int inFlight, IntFunction<CompletionStage<?>> call) throws InterruptedException {
        CompletableFuture<Void> fault = new CompletableFuture<>();
        Semaphore room = new Semaphore(inFlight);
        for (int i = 0; i < calls && !fault.isDone(); i++) {
            room.acquire();
            call.apply(i).whenComplete((done, failure) -> {
                if (failure != null) {
                    fault.completeExceptionally(failure);
                }
                room.release();
            });
        }
        room.acquire(inFlight);
        fault.complete(null);
        fault.join();
    }
}

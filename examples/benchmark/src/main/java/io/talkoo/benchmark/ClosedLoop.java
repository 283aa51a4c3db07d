package io.talkoo.benchmark;

import io.talkoo.benchmark.Meter.Figures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps a number of calls in flight: as one ends the next one starts, in the thread that heard of the end. */
final class ClosedLoop {
    /**
     * One call under way.
     *
     * @param tasks it submitted
     * @param ended once all of them have their results stored
     * @param over when the next call may start
     */
    record Call(int tasks, CompletionStage<?> accepted, CompletionStage<?> ended, CompletionStage<?> over) {
        /** A call that is over when its tasks have ended. */
        Call(int tasks, CompletionStage<?> accepted, CompletionStage<?> ended) {
            this(tasks, accepted, ended, ended);
        }
    }

    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    /** Until at least one call was acknowledged, and one has ended. */
    private static final Duration AND_LONGER = Duration.ofMillis(10);

    private final Supplier<Call> calls;
    private final Consumer<String> progress;
    private final Meter meter = new Meter();
    private final CompletableFuture<Void> fault = new CompletableFuture<>();
    private final Phaser open = new Phaser(1);
    private volatile boolean stopped;
    private double secondsToRunTheRest;

    ClosedLoop(Consumer<String> progress, Supplier<Call> calls) {
        this.calls = calls;
        this.progress = progress;
    }

    /**
     * Runs calls for the warm-up, then for the time that is measured, then waits for what is in flight. Throws what the
     * first call that failed did.
     */
    Figures run(int inFlight, Duration warmup, Duration measured) throws Exception {
        for (int i = 0; i < inFlight; i++) {
            next();
        }
        try {
            pause(warmup);
            return measure(measured);
        } finally {
            stopped = true;
            long stop = System.nanoTime();
            open.arriveAndAwaitAdvance();
            secondsToRunTheRest = (System.nanoTime() - stop) / 1e9;
            pause(Duration.ZERO);
        }
    }

    private Figures measure(Duration measured) throws Exception {
        meter.begin();
        pause(measured);
        while (meter.isEmpty()) {
            pause(AND_LONGER);
        }
        return meter.end();
    }

    /** How long what was in flight took to end after the load had stopped. */
    double secondsToRunTheRest() {
        return secondsToRunTheRest;
    }

    /** Tasks that ended from the start, the warm-up included. Thread-safe. */
    long tasks() {
        return meter.tasks();
    }

    /** Lets the load go on for a while, unless a call fails. */
    private void pause(Duration time) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            failed(Math.min(left, REPORT_EVERY.toNanos()));
            progress.accept(meter.tasks() + " tasks");
        }
        failed(0);
    }

    private void failed(long withinNanos) throws ExecutionException, InterruptedException {
        try {
            fault.get(withinNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Nothing failed meanwhile, as it should be.
        }
    }

    private void next() {
        if (stopped) {
            return;
        }
        open.bulkRegister(2);
        long start = System.nanoTime();
        Call call = calls.get();
        call.accepted().thenRun(() -> meter.acked(start));
        call.ended().whenComplete((done, failure) -> {
            if (failure == null) {
                meter.ended(start, call.tasks());
            } else {
                fault.completeExceptionally(failure);
            }
            open.arriveAndDeregister();
        });
        call.over().whenComplete((done, failure) -> {
            if (failure == null) {
                next();
            }
            open.arriveAndDeregister();
        });
    }
}

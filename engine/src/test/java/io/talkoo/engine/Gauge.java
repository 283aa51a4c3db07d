package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A task that waits to be let go, and counts who runs. Thread-safe. */
final class Gauge {
    final Semaphore started = new Semaphore(0);
    final Semaphore mayEnd = new Semaphore(0);
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    String run() throws InterruptedException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        started.release();
        mayEnd.acquire();
        running.decrementAndGet();
        return "done";
    }

    /** Waits until so many have begun that nobody has waited for yet. */
    void awaitStarts(int runs) throws InterruptedException {
        assertThat(started.tryAcquire(runs, 60, TimeUnit.SECONDS)).isTrue();
    }
}

package io.talkoo.engine.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the time limits of attempts, with one thread for all of them. An attempt without limits never meets it. */
final class Limits implements AutoCloseable {
    /** The limits of one attempt. */
    record Watch(Future<?> soft, Future<?> hard) {
        static final Watch NONE = new Watch(null, null);

        void cancel() {
            cancel(soft);
            cancel(hard);
        }

        private static void cancel(Future<?> timer) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    /** Longer limits count as this one: nobody waits for them, and clocks do not reach that far. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer;
    private final AtomicInteger abandonedThreads = new AtomicInteger();

    Limits(Clock clock) {
        this.clock = clock;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "talkoo-limits");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Starts the limits of an attempt, if it has any. */
    void watch(RunHandle run) {
        Duration hard = run.hardLimit();
        Duration soft = run.softLimit();
        if (hard == null && soft == null) {
            return;
        }
        run.watchedBy(
                new Watch(schedule(soft, run::exceedSoftLimit), schedule(hard, () -> exceedHardLimit(run, hard))),
                hard == null ? null : clock.instant().plus(bounded(hard)));
    }

    private Future<?> schedule(Duration limit, Runnable action) {
        return limit == null ? null : timer.schedule(action, bounded(limit).toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Duration bounded(Duration limit) {
        return limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    }

    private void exceedHardLimit(RunHandle run, Duration limit) {
        if (run.end(new Outcome.Failed(TimeLimits.exceeded(limit))) && run.abandon()) {
            abandonedThreads.incrementAndGet();
        }
    }

    /** A thread that was given up has come back. */
    void returned() {
        abandonedThreads.decrementAndGet();
    }

    int abandonedThreads() {
        return abandonedThreads.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

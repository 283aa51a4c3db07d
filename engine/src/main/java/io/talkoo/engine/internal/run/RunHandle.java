package io.talkoo.engine.internal.run;

import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.JsonBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt while it runs: what it was told from outside, whom it may interrupt, and that it ends once. Thread-safe.
 */
public final class RunHandle {
    private static final Logger LOG = LoggerFactory.getLogger(RunHandle.class);

    private final TaskRecord task;
    private final Supplier<JsonBytes> input;
    private final TaskCode code;
    private final Consumer<Outcome> done;
    private final BiConsumer<String, JsonBytes> progress;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Whoever runs the user's code; guarded by this, so that nobody is interrupted who has left it. */
    private Thread thread;

    /** What the user's code returned, if it goes on without a thread; guarded by this. */
    private CompletionStage<?> stage;

    private boolean abandoned;
    private volatile TimeLimits timeLimits;
    private volatile Limits.Watch limits = Limits.Watch.NONE;
    private volatile Instant deadline;
    private volatile boolean softLimitExceeded;
    private volatile boolean revoked;
    private volatile String revokeReason;

    RunHandle(
            TaskRecord task,
            Supplier<JsonBytes> input,
            TaskCode code,
            Consumer<Outcome> done,
            BiConsumer<String, JsonBytes> progress) {
        this.task = task;
        this.input = input;
        this.code = code;
        this.timeLimits = TimeLimits.of(code.type());
        this.done = done;
        this.progress = progress;
    }

    public TaskRecord task() {
        return task;
    }

    /** What comes before the task's own arguments; null for nothing. May block. */
    JsonBytes input() {
        return input.get();
    }

    TaskCode code() {
        return code;
    }

    /** Says what holds for the type at the moment; to be called before the attempt runs. */
    void limit(TimeLimits ofType) {
        timeLimits = ofType;
    }

    /** Hard limit of this attempt; null is none. */
    Duration hardLimit() {
        Duration submit = task.spec().timeLimit();
        return submit == null ? timeLimits.hard() : submit;
    }

    /** Soft limit of this attempt; null is none. */
    public Duration softLimit() {
        Duration submit = task.spec().softTimeLimit();
        return submit == null ? timeLimits.soft() : submit;
    }

    /** Interrupts the attempt, which may or may not stop for it; it is not retried. Idempotent. */
    public void terminate(String reason) {
        revokeReason = reason;
        revoked = true;
        interrupt();
    }

    /** Whether it was told to {@link #terminate}. */
    public boolean isRevoked() {
        return revoked;
    }

    /** As given with the revoke; null if none or not revoked. */
    public String revokeReason() {
        return revokeReason;
    }

    public boolean softLimitExceeded() {
        return softLimitExceeded;
    }

    /** When the hard limit ends it; null is never. */
    public Instant deadline() {
        return deadline;
    }

    /** Tells the engine a state of the task's own; nothing once the attempt has ended. */
    public void report(String state, JsonBytes meta) {
        if (!ended.get()) {
            progress.accept(state, meta);
        }
    }

    /** Ends the attempt, unless it has ended already; says whether it was now. */
    boolean end(Outcome outcome) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        limits.cancel();
        try {
            done.accept(outcome);
        } catch (RuntimeException e) {
            LOG.error("The outcome of task {} could not be handed on", task.id(), e);
        }
        return true;
    }

    void watchedBy(Limits.Watch watch, Instant hardLimit) {
        limits = watch;
        deadline = hardLimit;
    }

    void exceedSoftLimit() {
        softLimitExceeded = true;
        interrupt();
    }

    /** After the hard limit: says whether a thread is left behind in the user's code. */
    synchronized boolean abandon() {
        interrupt();
        abandoned = thread != null;
        return abandoned;
    }

    /** The calling thread begins with the user's code. */
    synchronized void enter() {
        thread = Thread.currentThread();
    }

    /** The calling thread is done with the user's code, and free of interrupts; says whether it was given up before. */
    synchronized boolean leave() {
        thread = null;
        Thread.interrupted();
        return abandoned;
    }

    /** The user's code goes on without a thread. */
    synchronized void continueWith(CompletionStage<?> pending) {
        stage = pending;
        if (revoked || softLimitExceeded) {
            interrupt();
        }
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
        if (stage != null) {
            cancelStage();
        }
    }

    private void cancelStage() {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException e) {
            LOG.debug("The stage that task {} returned cannot be cancelled", task.id());
        }
    }
}

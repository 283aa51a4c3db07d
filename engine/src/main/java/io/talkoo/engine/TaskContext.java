package io.talkoo.engine;

import io.talkoo.engine.internal.run.CurrentTask;
import io.talkoo.engine.internal.run.MetaJson;
import io.talkoo.engine.internal.run.ReplaceRequested;
import io.talkoo.engine.internal.run.RetryRequested;
import io.talkoo.engine.internal.run.RunHandle;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Canvases;
import io.talkoo.protocol.States;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What a running task knows of itself and can tell the engine: handed to a task method as its first parameter. Belongs
 * to one attempt. Thread-safe.
 */
public final class TaskContext {
    private final RunHandle run;
    private final MetaJson json;

    /** Made by the engine for each attempt. */
    public TaskContext(RunHandle run, MetaJson json) {
        this.run = run;
        this.json = json;
    }

    private TaskSpec spec() {
        return run.task().spec();
    }

    public String id() {
        return spec().id();
    }

    public String name() {
        return spec().name();
    }

    public String queue() {
        return spec().queue();
    }

    /** The first task of the tree this one belongs to; its own id for a lone task. */
    public String rootId() {
        return spec().rootId();
    }

    /** The task that submitted this one. */
    public Optional<String> parentId() {
        return Optional.ofNullable(spec().parentId());
    }

    /** What the members of a group share. */
    public Optional<String> groupId() {
        return Optional.ofNullable(spec().groupId());
    }

    /** The strings of the submit. */
    public Map<String, String> headers() {
        return spec().headers();
    }

    /** Retries so far, this attempt included: 0 in the first. */
    public int retries() {
        return run.task().retries();
    }

    /** Number of this attempt, from 1. A task that runs again because its node died counts on with {@link #deliveries}. */
    public int attempt() {
        return run.task().retries() + 1;
    }

    /** How often the task was handed to a worker, as far as it was written down. */
    public int deliveries() {
        return run.task().deliveries();
    }

    /**
     * Shows {@code state} and {@code meta} to whoever looks at the task. Returns at once; not after the attempt has ended.
     * Throws {@link IllegalArgumentException} for a word that is not of {@code [A-Z_]{1,64}} or one of the engine's own
     * states, and for a meta that cannot be written as JSON or is larger than a result may be.
     */
    public void updateState(String state, Object meta) {
        if (!States.isCustom(state)) {
            throw new IllegalArgumentException("state: expected a word of [A-Z_]{1,64} that is none of "
                    + States.BUILT_IN + ", got \"" + state + "\"");
        }
        run.report(state, json.write(meta));
    }

    /**
     * Ends this attempt and asks for another one after the delay that the task's policy says. Never returns; declared
     * so that {@code throw context.retry()} compiles. With no retry left the task fails with {@link MaxRetriesExceeded}.
     */
    public RuntimeException retry() {
        throw new RetryRequested(null, null);
    }

    /** As {@link #retry()}, because of {@code cause}: with no retry left the task fails with that. */
    public RuntimeException retry(Throwable cause) {
        throw new RetryRequested(null, cause);
    }

    /**
     * As {@link #retry(Throwable)}, after {@code countdown} in place of the policy's delay, without jitter. Throws
     * {@link IllegalArgumentException} when that is negative.
     *
     * @param cause may be null
     */
    public RuntimeException retry(Duration countdown, Throwable cause) {
        if (countdown.isNegative()) {
            throw new IllegalArgumentException("countdown: expected no negative duration, got " + countdown);
        }
        throw new RetryRequested(countdown, cause);
    }

    /**
     * Ends this attempt and has what {@code canvas} brings take the place of the task's result: the task is ready once the
     * canvas is, and whatever waits for it waits for that. The canvas's tasks inherit the headers; the first of them takes
     * nothing. Never returns; declared so that {@code throw context.replace(canvas)} compiles.
     *
     * @throws io.talkoo.protocol.TalkooException (INVALID, BAD_REQUEST) if the canvas is faulty; the attempt goes on
     */
    public RuntimeException replace(Canvas canvas) {
        throw new ReplaceRequested(Canvases.check(canvas));
    }

    /**
     * Runs {@code waiting}, in which the task may wait for others ({@link Result#get}), which is refused elsewhere in its body:
     * a task that waits keeps its slot, and when all slots are kept by tasks that wait for others, nothing goes on. Throws
     * what {@code waiting} throws.
     */
    public <T> T blocking(Callable<T> waiting) throws Exception {
        return CurrentTask.blocking(waiting);
    }

    /** Whether the task was revoked while it runs and is asked to stop; its thread was interrupted, too. */
    public boolean isRevoked() {
        return run.isRevoked();
    }

    /** When the hard time limit ends this attempt. */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(run.deadline());
    }

    /** Whether the soft time limit is over; the thread was interrupted, too. */
    public boolean softTimeLimitExceeded() {
        return run.softLimitExceeded();
    }

    /**
     * A place where the task can be stopped. Throws {@link TaskRevokedException} once it is revoked and
     * {@link SoftTimeLimitExceeded} once its soft limit is over.
     */
    public void checkpoint() {
        if (run.isRevoked()) {
            throw new TaskRevokedException(run.revokeReason());
        }
        if (run.softLimitExceeded()) {
            throw new SoftTimeLimitExceeded(run.softLimit(), null);
        }
    }
}

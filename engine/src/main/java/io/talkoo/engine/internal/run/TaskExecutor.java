package io.talkoo.engine.internal.run;

import io.opentelemetry.context.Scope;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.trace.RunSpan;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TalkooException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs attempts, each on a thread of its own: a virtual one on JDK 21 and later, one of a pool before. How many run at
 * once is the caller's to say. Thread-safe.
 */
public final class TaskExecutor implements AutoCloseable {
    private final TaskRunner runner;
    private final Function<TaskRecord, JsonBytes> inputs;
    private final Function<TaskType, TimeLimits> timeLimits;
    private final Limits limits;
    private final Tracing tracing;
    private final ExecutorService threads = TaskThreads.perTask();
    private volatile boolean closed;

    /**
     * @param inputs tells what comes before a task's own arguments, or null; called on the task's thread
     * @param timeLimits what holds for attempts of a type that does not say so in its submit
     * @param clock tells tasks their deadline; the limits themselves are kept by elapsed time
     * @param tracing makes a span of each attempt, which is the current one in the task's code
     */
    public TaskExecutor(
            TaskRunner runner,
            Function<TaskRecord, JsonBytes> inputs,
            Function<TaskType, TimeLimits> timeLimits,
            Clock clock,
            Tracing tracing) {
        this.runner = runner;
        this.tracing = tracing;
        this.timeLimits = timeLimits;
        this.inputs = inputs;
        this.limits = new Limits(clock);
    }

    /**
     * Starts an attempt and returns at once. Throws {@link TalkooException} (UNKNOWN_TASK), and then {@code done} is not
     * called.
     *
     * @param done called exactly once, from any thread, and not after {@link #close()}; must not block
     * @param progress called for each state the task reports, from any thread; must not block
     */
    public RunHandle start(TaskRecord task, Consumer<Outcome> done, BiConsumer<String, JsonBytes> progress) {
        RunSpan span = tracing.run(task);
        Consumer<Outcome> unlessClosed = outcome -> {
            span.end(closed ? null : outcome);
            if (!closed) {
                done.accept(outcome);
            }
        };
        RunHandle run = runner.prepare(task, () -> inputs.apply(task), unlessClosed, progress);
        run.limit(timeLimits.apply(run.code().type()));
        try {
            threads.execute(() -> work(run, span));
        } catch (RuntimeException | OutOfMemoryError e) { // no thread to be had
            run.end(new Outcome.Failed(Errors.of(e)));
        }
        return run;
    }

    private void work(RunHandle run, RunSpan span) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setName(run.code().type().name() + " " + run.task().id());
        thread.setContextClassLoader(run.code().loader());
        run.enter();
        Scope scope = span.enter();
        try {
            limits.watch(run);
            runner.run(run);
        } finally {
            scope.close();
            if (run.leave()) {
                limits.returned();
            }
            thread.setContextClassLoader(before);
            thread.setName(TaskThreads.IDLE);
        }
    }

    /** Threads whose attempt was ended by its hard limit, and which are still in the user's code. */
    public int abandonedThreads() {
        return limits.abandonedThreads();
    }

    /** Interrupts what still runs and forgets its outcomes; does not wait. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        limits.close();
    }
}

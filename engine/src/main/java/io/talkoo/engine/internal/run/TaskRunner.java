package io.talkoo.engine.internal.run;

import io.talkoo.engine.MaxRetriesExceeded;
import io.talkoo.engine.RetryPolicy;
import io.talkoo.engine.SoftTimeLimitExceeded;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskInterceptor;
import io.talkoo.engine.internal.task.FirstArgument;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The story of one attempt, from the stored arguments to its {@link Outcome}. Whatever the user's code does, it ends in
 * an outcome and nothing is thrown. Thread-safe; runs in the calling thread.
 */
public final class TaskRunner {
    private final TaskRegistry registry;
    private final List<TaskInterceptor> interceptors;
    private final RandomGenerator random;
    private final int maxResultBytes;
    private final MetaJson meta;

    /**
     * @param interceptors the first is the outermost
     * @param random draws the jitter; has to be thread-safe
     * @param maxResultBytes longest result and longest meta that is taken
     */
    public TaskRunner(
            TaskRegistry registry, List<TaskInterceptor> interceptors, RandomGenerator random, int maxResultBytes) {
        this.registry = registry;
        this.interceptors = List.copyOf(interceptors);
        this.random = random;
        this.maxResultBytes = maxResultBytes;
        this.meta = new MetaJson(registry.mapper().writer(), maxResultBytes);
    }

    /**
     * An attempt that is ready to {@link #run}. Throws {@link TalkooException} (UNKNOWN_TASK).
     *
     * @param input what comes before the task's own arguments, or null; may block
     */
    RunHandle prepare(
            TaskRecord task,
            Supplier<JsonBytes> input,
            Consumer<Outcome> done,
            BiConsumer<String, JsonBytes> progress) {
        return new RunHandle(task, input, registry.code(task.spec().name()), done, progress);
    }

    /** Runs an attempt in the calling thread, which waits for it to end. */
    public Outcome runNow(TaskRecord task, BiConsumer<String, JsonBytes> progress) {
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        run(prepare(task, task::input, ended::complete, progress));
        return ended.join();
    }

    /** Runs the attempt; it has ended when this returns, or ends with the stage that the task returned. */
    void run(RunHandle run) {
        Outcome outcome;
        try {
            stopIfRevoked(run);
            if (run.task().spec().flow().map() != null) {
                run.end(new Outcome.Succeeded(
                        mapped(run, run.task().spec().flow().map())));
                return;
            }
            JsonBytes input = run.input();
            JsonBytes args = run.task().spec().args();
            Object returned = call(run, decode(run, input == null ? args : FirstArgument.prepend(input, args)));
            if (returned instanceof CompletionStage<?> stage) {
                await(run, stage);
                return;
            }
            outcome = encode(run, returned);
        } catch (Throwable thrown) {
            outcome = failed(run, thrown);
        }
        run.end(outcome);
    }

    private static void stopIfRevoked(RunHandle run) {
        if (run.isRevoked()) {
            throw new AttemptFault(ErrorTypes.REVOKED, run.revokeReason());
        }
    }

    /** Works through a map's items; the results are a list. */
    private JsonBytes mapped(RunHandle run, Flow.Map map) throws Throwable {
        JsonBytes args = run.task().spec().args();
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        list.write('[');
        for (JsonBytes item : map.items()) {
            stopIfRevoked(run);
            Object returned = call(run, decode(run, map.args(item, args)));
            Object value = returned instanceof CompletionStage<?> stage
                    ? stage.toCompletableFuture().get()
                    : returned;
            if (list.size() > 1) {
                list.write(',');
            }
            list.write(encoded(run, value).utf8());
            if (list.size() > maxResultBytes) {
                throw new AttemptFault(
                        ErrorTypes.BAD_RESULT, "the result is larger than " + maxResultBytes + " bytes of JSON");
            }
        }
        list.write(']');
        return JsonBytes.wrap(list.toByteArray());
    }

    private static Object[] decode(RunHandle run, JsonBytes args) {
        TaskSpec spec = run.task().spec();
        try {
            return TaskRegistry.bind(run.code(), args, spec.kwargs());
        } catch (TalkooException e) {
            throw new AttemptFault(ErrorTypes.BAD_ARGUMENTS, e.getMessage());
        }
    }

    private Object call(RunHandle run, Object[] arguments) throws Throwable {
        TaskContext context = new TaskContext(run, meta);
        return CurrentTask.in(
                run.task(),
                () -> interceptors.isEmpty()
                        ? run.code().body().call(context, arguments)
                        : intercepted(0, run.code(), context, arguments));
    }

    private Object intercepted(int depth, TaskCode code, TaskContext context, Object[] arguments) throws Exception {
        if (depth < interceptors.size()) {
            return interceptors.get(depth).intercept(context, () -> intercepted(depth + 1, code, context, arguments));
        }
        try {
            return code.body().call(context, arguments);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    private void await(RunHandle run, CompletionStage<?> stage) {
        run.continueWith(stage);
        stage.whenComplete((value, thrown) -> run.end(thrown == null ? encodeLate(run, value) : failed(run, thrown)));
    }

    private Outcome encodeLate(RunHandle run, Object value) {
        try {
            return encode(run, value);
        } catch (Throwable thrown) {
            return failed(run, thrown);
        }
    }

    private Outcome encode(RunHandle run, Object value) {
        return new Outcome.Succeeded(encoded(run, value));
    }

    private JsonBytes encoded(RunHandle run, Object value) {
        if (value == null || !run.task().spec().wantsResult()) {
            return JsonBytes.NULL;
        }
        try {
            return BoundedBytes.write(run.code().result(), value, maxResultBytes);
        } catch (IllegalArgumentException e) {
            throw new AttemptFault(ErrorTypes.BAD_RESULT, "the result " + e.getMessage());
        }
    }

    private Outcome failed(RunHandle run, Throwable thrown) {
        try {
            return run.isRevoked()
                    ? new Outcome.Failed(TaskError.of(ErrorTypes.REVOKED, run.revokeReason()))
                    : decide(run, explained(run, thrown)).hidingSecretsOf(run.task(), registry.masks());
        } catch (Throwable again) { // for instance out of memory once more
            boolean sayNothing = registry.masks().hideAnything(run.task().spec().secret());
            return new Outcome.Failed(
                    sayNothing ? TaskError.of(thrown.getClass().getName(), null) : Errors.of(thrown));
        }
    }

    /** What the task threw, without what the way here wrapped it in. */
    private static Throwable explained(RunHandle run, Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException || thrown instanceof UndeclaredThrowableException;
        Throwable own = wrapped && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean interrupted = run.softLimitExceeded() && !(own instanceof RetryRequested) && Interrupts.caused(own);
        return interrupted ? new SoftTimeLimitExceeded(run.softLimit(), own) : own;
    }

    private Outcome decide(RunHandle run, Throwable thrown) {
        if (thrown instanceof AttemptFault fault) {
            return new Outcome.Failed(fault.error());
        }
        if (thrown instanceof ReplaceRequested replace) {
            return new Outcome.Replaced(replace.canvas());
        }
        TaskType type = run.code().type();
        RetryOverrides submit = run.task().spec().retry();
        RetryPolicy policy = type.retry(submit);
        boolean another = policy.allows(run.task().retries());
        if (thrown instanceof RetryRequested asked) {
            return another ? retry(asked, delay(asked, policy, run)) : noneLeft(asked, policy);
        }
        return another && type.retriesByItself(thrown, submit != null)
                ? new Outcome.Retry(Errors.of(thrown), policy.delay(run.task().retries(), random))
                : new Outcome.Failed(Errors.of(thrown));
    }

    private static Outcome retry(RetryRequested asked, Duration delay) {
        return new Outcome.Retry(Errors.of(asked.getCause() == null ? asked : asked.getCause()), delay);
    }

    private Duration delay(RetryRequested asked, RetryPolicy policy, RunHandle run) {
        return asked.countdown() == null ? policy.delay(run.task().retries(), random) : asked.countdown();
    }

    private static Outcome noneLeft(RetryRequested asked, RetryPolicy policy) {
        Throwable last = asked.getCause();
        return new Outcome.Failed(Errors.of(last == null ? new MaxRetriesExceeded(policy.maxRetries(), asked) : last));
    }
}

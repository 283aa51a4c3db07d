package io.talkoo.engine;

import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.UniqueUntil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A task written as a lambda:
 *
 * <pre>{@code
 * TaskDefinition.named("math.add").input(Add.class).handler((context, add) -> add.x() + add.y())
 * }</pre>
 *
 * <p>The input is one value. A record's components are the task's parameters: they can be given by position or by name,
 * or the whole record as the single positional argument. A handler may return a
 * {@link java.util.concurrent.CompletionStage}; one without a result returns null. Immutable.
 *
 * @param <R> what the handler returns
 */
public final class TaskDefinition<R> {
    /** With context and input. */
    @FunctionalInterface
    public interface Handler<I, R> {
        R handle(TaskContext context, I input) throws Exception;
    }

    /** With one parameter: the input, or the context of a task without input. */
    @FunctionalInterface
    public interface Simple<P, R> {
        R handle(P parameter) throws Exception;
    }

    /** Without parameters. */
    @FunctionalInterface
    public interface Bare<R> {
        R handle() throws Exception;
    }

    private final TaskDeclaration declaration;
    private final Class<?> input;
    private final Handler<Object, R> handler;
    private final ClassLoader loader;

    private TaskDefinition(
            TaskDeclaration declaration, Class<?> input, Handler<Object, R> handler, ClassLoader loader) {
        this.declaration = declaration;
        this.input = input;
        this.handler = handler;
        this.loader = loader;
    }

    /** Starts the definition of a task of that name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return declaration.name();
    }

    public TaskDeclaration declaration() {
        return declaration;
    }

    /** Class of the input; null for a task without. */
    public Class<?> input() {
        return input;
    }

    /** What the task does; it is given null where there is no input. */
    public Handler<Object, R> handler() {
        return handler;
    }

    /** The class loader of the handler's code. */
    public ClassLoader loader() {
        return loader;
    }

    /** Collects what a task says about itself; what is left out comes from the engine's settings. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private String queue;
        private Integer priority;
        private RetryPolicy retry;
        private final List<Class<? extends Throwable>> dontRetryFor = new ArrayList<>();
        private Duration timeLimit;
        private Duration softTimeLimit;
        private boolean ignoreResult;
        private Duration resultExpires;
        private Delivery delivery = Delivery.AT_LEAST_ONCE;
        private TrackStarted trackStarted;
        private TaskLimits limits = TaskLimits.NONE;
        private Unique unique;

        private Builder(String name) {
            this.name = name;
        }

        /** Queue it waits in; 1 to 128 of {@code A-Za-z0-9._:-}. */
        public Builder queue(String name) {
            queue = name;
            return this;
        }

        /** 0 lowest to 9 first. */
        public Builder priority(int zeroToNine) {
            priority = zeroToNine;
            return this;
        }

        /** Retries the task by itself, whatever it throws. Without a policy only {@code context.retry()} does. */
        public Builder retry(RetryPolicy policy) {
            retry = policy;
            return this;
        }

        /** Adds a throwable that it is not retried for by itself, subclasses included. */
        public Builder dontRetryFor(Class<? extends Throwable> type) {
            dontRetryFor.add(type);
            return this;
        }

        /** Hard limit of one attempt. */
        public Builder timeLimit(Duration hard) {
            timeLimit = hard;
            return this;
        }

        /** Soft limit of one attempt; not above the hard one. */
        public Builder softTimeLimit(Duration soft) {
            softTimeLimit = soft;
            return this;
        }

        /** Drops the return value. */
        public Builder ignoreResult() {
            ignoreResult = true;
            return this;
        }

        /** How long the task and its result are kept after its end. */
        public Builder resultExpires(Duration afterEnd) {
            resultExpires = afterEnd;
            return this;
        }

        /** What happens when its node dies while it runs; at least once if not said. */
        public Builder deliver(Delivery atLeastOrAtMostOnce) {
            delivery = atLeastOrAtMostOnce;
            return this;
        }

        /** When its STARTED is written to the store. */
        public Builder trackStarted(TrackStarted when) {
            trackStarted = when;
            return this;
        }

        /** Limits that hold across the cluster; none if not said. */
        public Builder limits(TaskLimits clusterWide) {
            limits = clusterWide;
            return this;
        }

        /**
         * Of its tasks with the same key there is one at a time: who submits another is answered with the first.
         *
         * @param key where it is found, see {@link Task#uniqueKey}
         * @param until how long a task has its key to itself
         */
        public Builder unique(String key, UniqueUntil until) {
            unique = new Unique(key, until);
            return this;
        }

        /** Gives it an input of that class. */
        public <I> WithInput<I> input(Class<I> type) {
            return new WithInput<>(this, type);
        }

        /** A task without input. */
        public <R> TaskDefinition<R> handler(Bare<R> handler) {
            return build(null, (context, none) -> handler.handle(), handler);
        }

        /** A task without input that wants its context. */
        public <R> TaskDefinition<R> handler(Simple<TaskContext, R> handler) {
            return build(null, (context, none) -> handler.handle(context), handler);
        }

        private <R> TaskDefinition<R> build(Class<?> input, Handler<Object, R> handler, Object code) {
            return new TaskDefinition<>(
                    declaration(), input, handler, code.getClass().getClassLoader());
        }

        private TaskDeclaration declaration() {
            return new TaskDeclaration(
                    name,
                    queue,
                    priority,
                    retry == null ? new RetryOverrides(null, null, null, null, null) : retry.overrides(),
                    retry == null ? List.of() : List.of(Throwable.class),
                    dontRetryFor,
                    timeLimit,
                    softTimeLimit,
                    ignoreResult,
                    resultExpires,
                    delivery,
                    trackStarted,
                    limits,
                    unique);
        }
    }

    /** A definition that lacks only its handler. */
    public static final class WithInput<I> {
        private final Builder builder;
        private final Class<I> type;

        private WithInput(Builder builder, Class<I> type) {
            this.builder = builder;
            this.type = type;
        }

        public <R> TaskDefinition<R> handler(Simple<I, R> handler) {
            return builder.build(type, (context, input) -> handler.handle(cast(input)), handler);
        }

        public <R> TaskDefinition<R> handler(Handler<I, R> handler) {
            return builder.build(type, (context, input) -> handler.handle(context, cast(input)), handler);
        }

        @SuppressWarnings("unchecked") // Class.cast refuses primitives; the binding made it of this type
        private I cast(Object input) {
            return (I) input;
        }
    }
}

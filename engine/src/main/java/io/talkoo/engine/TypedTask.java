package io.talkoo.engine;

import io.talkoo.engine.internal.run.TaskCall;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import java.util.concurrent.CompletionStage;

/**
 * A task with the types of its arguments: {@code delay} submits it, {@code applyAsync} with options. Both return once the
 * task is stored; {@code delayAsync} returns at once, and its stage completes then. Throw {@link io.talkoo.protocol.TalkooException}
 * (BAD_ARGUMENTS) for an argument that cannot be written as JSON. Immutable.
 *
 * @param <R> what the task returns
 */
public abstract class TypedTask<R> {
    private final StaticTasks engine;
    private final TaskCall<R> call;

    TypedTask(StaticTasks engine, TaskCall<R> call) {
        this.engine = engine;
        this.call = call;
    }

    /** Name of the task. */
    public String name() {
        return call.name();
    }

    CompletionStage<TaskHandle<R>> submitAsync(TaskOptions options, Object... arguments) {
        return engine.submitAsync(options.request(call.name(), call.arguments(arguments), null), call.result());
    }

    TaskHandle<R> submit(TaskOptions options, Object... arguments) {
        return engine.submit(options.request(call.name(), call.arguments(arguments), null), call.result());
    }

    Signature<R> signature(boolean immutable, int first, Object... arguments) {
        TaskRequest.Builder task = TaskRequest.named(call.name()).args(call.argumentsFrom(first, arguments));
        Canvas canvas = Canvas.of((immutable ? task.immutable(true) : task).build());
        return new Signature<>(engine, canvas, call.result());
    }

    /** A task with no argument. */
    public static final class Of0<R> extends TypedTask<R> {
        Of0(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si() {
            return signature(true, 0);
        }

        public TaskHandle<R> delay() {
            return submit(TaskOptions.none());
        }

        public CompletionStage<TaskHandle<R>> delayAsync() {
            return submitAsync(TaskOptions.none());
        }

        public TaskHandle<R> applyAsync(TaskOptions options) {
            return submit(options);
        }
    }

    /** A task with one argument. */
    public static final class Of1<A, R> extends TypedTask<R> {
        Of1(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow, with all of its arguments. */
        public Signature<R> s(A a) {
            return signature(false, 0, a);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si(A a) {
            return signature(true, 0, a);
        }

        /** It behind another one, whose result is its first argument. */
        public Signature<R> s() {
            return signature(false, 1);
        }

        public TaskHandle<R> delay(A a) {
            return submit(TaskOptions.none(), a);
        }

        public CompletionStage<TaskHandle<R>> delayAsync(A a) {
            return submitAsync(TaskOptions.none(), a);
        }

        public TaskHandle<R> applyAsync(A a, TaskOptions options) {
            return submit(options, a);
        }
    }

    /** A task with two arguments. */
    public static final class Of2<A, B, R> extends TypedTask<R> {
        Of2(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow, with all of its arguments. */
        public Signature<R> s(A a, B b) {
            return signature(false, 0, a, b);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si(A a, B b) {
            return signature(true, 0, a, b);
        }

        /** It behind another one, whose result is its first argument. */
        public Signature<R> s(B b) {
            return signature(false, 1, b);
        }

        public TaskHandle<R> delay(A a, B b) {
            return submit(TaskOptions.none(), a, b);
        }

        public CompletionStage<TaskHandle<R>> delayAsync(A a, B b) {
            return submitAsync(TaskOptions.none(), a, b);
        }

        public TaskHandle<R> applyAsync(A a, B b, TaskOptions options) {
            return submit(options, a, b);
        }
    }

    /** A task with three arguments. */
    public static final class Of3<A, B, C, R> extends TypedTask<R> {
        Of3(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow, with all of its arguments. */
        public Signature<R> s(A a, B b, C c) {
            return signature(false, 0, a, b, c);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si(A a, B b, C c) {
            return signature(true, 0, a, b, c);
        }

        /** It behind another one, whose result is its first argument. */
        public Signature<R> s(B b, C c) {
            return signature(false, 1, b, c);
        }

        public TaskHandle<R> delay(A a, B b, C c) {
            return submit(TaskOptions.none(), a, b, c);
        }

        public CompletionStage<TaskHandle<R>> delayAsync(A a, B b, C c) {
            return submitAsync(TaskOptions.none(), a, b, c);
        }

        public TaskHandle<R> applyAsync(A a, B b, C c, TaskOptions options) {
            return submit(options, a, b, c);
        }
    }

    /** A task with four arguments. */
    public static final class Of4<A, B, C, D, R> extends TypedTask<R> {
        Of4(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow, with all of its arguments. */
        public Signature<R> s(A a, B b, C c, D d) {
            return signature(false, 0, a, b, c, d);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si(A a, B b, C c, D d) {
            return signature(true, 0, a, b, c, d);
        }

        /** It behind another one, whose result is its first argument. */
        public Signature<R> s(B b, C c, D d) {
            return signature(false, 1, b, c, d);
        }

        public TaskHandle<R> delay(A a, B b, C c, D d) {
            return submit(TaskOptions.none(), a, b, c, d);
        }

        public CompletionStage<TaskHandle<R>> delayAsync(A a, B b, C c, D d) {
            return submitAsync(TaskOptions.none(), a, b, c, d);
        }

        public TaskHandle<R> applyAsync(A a, B b, C c, D d, TaskOptions options) {
            return submit(options, a, b, c, d);
        }
    }

    /** A task with five arguments. */
    public static final class Of5<A, B, C, D, E, R> extends TypedTask<R> {
        Of5(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow, with all of its arguments. */
        public Signature<R> s(A a, B b, C c, D d, E e) {
            return signature(false, 0, a, b, c, d, e);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si(A a, B b, C c, D d, E e) {
            return signature(true, 0, a, b, c, d, e);
        }

        /** It behind another one, whose result is its first argument. */
        public Signature<R> s(B b, C c, D d, E e) {
            return signature(false, 1, b, c, d, e);
        }

        public TaskHandle<R> delay(A a, B b, C c, D d, E e) {
            return submit(TaskOptions.none(), a, b, c, d, e);
        }

        public CompletionStage<TaskHandle<R>> delayAsync(A a, B b, C c, D d, E e) {
            return submitAsync(TaskOptions.none(), a, b, c, d, e);
        }

        public TaskHandle<R> applyAsync(A a, B b, C c, D d, E e, TaskOptions options) {
            return submit(options, a, b, c, d, e);
        }
    }

    /** A task with six arguments. */
    public static final class Of6<A, B, C, D, E, F, R> extends TypedTask<R> {
        Of6(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow, with all of its arguments. */
        public Signature<R> s(A a, B b, C c, D d, E e, F f) {
            return signature(false, 0, a, b, c, d, e, f);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si(A a, B b, C c, D d, E e, F f) {
            return signature(true, 0, a, b, c, d, e, f);
        }

        /** It behind another one, whose result is its first argument. */
        public Signature<R> s(B b, C c, D d, E e, F f) {
            return signature(false, 1, b, c, d, e, f);
        }

        public TaskHandle<R> delay(A a, B b, C c, D d, E e, F f) {
            return submit(TaskOptions.none(), a, b, c, d, e, f);
        }

        public CompletionStage<TaskHandle<R>> delayAsync(A a, B b, C c, D d, E e, F f) {
            return submitAsync(TaskOptions.none(), a, b, c, d, e, f);
        }

        public TaskHandle<R> applyAsync(A a, B b, C c, D d, E e, F f, TaskOptions options) {
            return submit(options, a, b, c, d, e, f);
        }
    }

    /** A task with seven arguments. */
    public static final class Of7<A, B, C, D, E, F, G, R> extends TypedTask<R> {
        Of7(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow, with all of its arguments. */
        public Signature<R> s(A a, B b, C c, D d, E e, F f, G g) {
            return signature(false, 0, a, b, c, d, e, f, g);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si(A a, B b, C c, D d, E e, F f, G g) {
            return signature(true, 0, a, b, c, d, e, f, g);
        }

        /** It behind another one, whose result is its first argument. */
        public Signature<R> s(B b, C c, D d, E e, F f, G g) {
            return signature(false, 1, b, c, d, e, f, g);
        }

        public TaskHandle<R> delay(A a, B b, C c, D d, E e, F f, G g) {
            return submit(TaskOptions.none(), a, b, c, d, e, f, g);
        }

        public CompletionStage<TaskHandle<R>> delayAsync(A a, B b, C c, D d, E e, F f, G g) {
            return submitAsync(TaskOptions.none(), a, b, c, d, e, f, g);
        }

        public TaskHandle<R> applyAsync(A a, B b, C c, D d, E e, F f, G g, TaskOptions options) {
            return submit(options, a, b, c, d, e, f, g);
        }
    }

    /** A task with eight arguments. */
    public static final class Of8<A, B, C, D, E, F, G, H, R> extends TypedTask<R> {
        Of8(StaticTasks engine, TaskCall<R> call) {
            super(engine, call);
        }

        /** It as part of a workflow, with all of its arguments. */
        public Signature<R> s(A a, B b, C c, D d, E e, F f, G g, H h) {
            return signature(false, 0, a, b, c, d, e, f, g, h);
        }

        /** It as part of a workflow; takes nothing of what runs before it. */
        public Signature<R> si(A a, B b, C c, D d, E e, F f, G g, H h) {
            return signature(true, 0, a, b, c, d, e, f, g, h);
        }

        /** It behind another one, whose result is its first argument. */
        public Signature<R> s(B b, C c, D d, E e, F f, G g, H h) {
            return signature(false, 1, b, c, d, e, f, g, h);
        }

        public TaskHandle<R> delay(A a, B b, C c, D d, E e, F f, G g, H h) {
            return submit(TaskOptions.none(), a, b, c, d, e, f, g, h);
        }

        public CompletionStage<TaskHandle<R>> delayAsync(A a, B b, C c, D d, E e, F f, G g, H h) {
            return submitAsync(TaskOptions.none(), a, b, c, d, e, f, g, h);
        }

        public TaskHandle<R> applyAsync(A a, B b, C c, D d, E e, F f, G g, H h, TaskOptions options) {
            return submit(options, a, b, c, d, e, f, g, h);
        }
    }
}

package io.talkoo.engine;

import io.talkoo.engine.internal.run.TaskCall;
import java.io.Serializable;

/**
 * {@code task(MathTasks::add)}: a task by the method that it is, with the types of its arguments and of its result. All
 * methods throw {@link IllegalArgumentException} for what is no reference to a task of this engine: a lambda, or a
 * reference to a method of one object ({@code mathTasks::add}). Such tasks can be submitted by name.
 */
@SuppressWarnings("overloads") // the whole point: javac tells them apart by the method that is named
abstract class TypedTasks extends StaticTasks {
    private <R> TaskCall<R> call(Serializable reference) {
        return references().resolve(reference);
    }

    public <T, R> TypedTask.Of0<R> task(TaskMethod.Of0<T, R> method) {
        return new TypedTask.Of0<>(this, call(method));
    }

    public <T, A, R> TypedTask.Of1<A, R> task(TaskMethod.Of1<T, A, R> method) {
        return new TypedTask.Of1<>(this, call(method));
    }

    public <T, A, B, R> TypedTask.Of2<A, B, R> task(TaskMethod.Of2<T, A, B, R> method) {
        return new TypedTask.Of2<>(this, call(method));
    }

    public <T, A, B, C, R> TypedTask.Of3<A, B, C, R> task(TaskMethod.Of3<T, A, B, C, R> method) {
        return new TypedTask.Of3<>(this, call(method));
    }

    public <T, A, B, C, D, R> TypedTask.Of4<A, B, C, D, R> task(TaskMethod.Of4<T, A, B, C, D, R> method) {
        return new TypedTask.Of4<>(this, call(method));
    }

    public <T, A, B, C, D, E, R> TypedTask.Of5<A, B, C, D, E, R> task(TaskMethod.Of5<T, A, B, C, D, E, R> method) {
        return new TypedTask.Of5<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, R> TypedTask.Of6<A, B, C, D, E, F, R> task(
            TaskMethod.Of6<T, A, B, C, D, E, F, R> method) {
        return new TypedTask.Of6<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, G, R> TypedTask.Of7<A, B, C, D, E, F, G, R> task(
            TaskMethod.Of7<T, A, B, C, D, E, F, G, R> method) {
        return new TypedTask.Of7<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, G, H, R> TypedTask.Of8<A, B, C, D, E, F, G, H, R> task(
            TaskMethod.Of8<T, A, B, C, D, E, F, G, H, R> method) {
        return new TypedTask.Of8<>(this, call(method));
    }

    public <T> TypedTask.Of0<Void> task(TaskMethod.Void0<T> method) {
        return new TypedTask.Of0<>(this, call(method));
    }

    public <T, A> TypedTask.Of1<A, Void> task(TaskMethod.Void1<T, A> method) {
        return new TypedTask.Of1<>(this, call(method));
    }

    public <T, A, B> TypedTask.Of2<A, B, Void> task(TaskMethod.Void2<T, A, B> method) {
        return new TypedTask.Of2<>(this, call(method));
    }

    public <T, A, B, C> TypedTask.Of3<A, B, C, Void> task(TaskMethod.Void3<T, A, B, C> method) {
        return new TypedTask.Of3<>(this, call(method));
    }

    public <T, A, B, C, D> TypedTask.Of4<A, B, C, D, Void> task(TaskMethod.Void4<T, A, B, C, D> method) {
        return new TypedTask.Of4<>(this, call(method));
    }

    public <T, A, B, C, D, E> TypedTask.Of5<A, B, C, D, E, Void> task(TaskMethod.Void5<T, A, B, C, D, E> method) {
        return new TypedTask.Of5<>(this, call(method));
    }

    public <T, A, B, C, D, E, F> TypedTask.Of6<A, B, C, D, E, F, Void> task(
            TaskMethod.Void6<T, A, B, C, D, E, F> method) {
        return new TypedTask.Of6<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, G> TypedTask.Of7<A, B, C, D, E, F, G, Void> task(
            TaskMethod.Void7<T, A, B, C, D, E, F, G> method) {
        return new TypedTask.Of7<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, G, H> TypedTask.Of8<A, B, C, D, E, F, G, H, Void> task(
            TaskMethod.Void8<T, A, B, C, D, E, F, G, H> method) {
        return new TypedTask.Of8<>(this, call(method));
    }

    public <T, R> TypedTask.Of0<R> task(TaskMethod.Context0<T, R> method) {
        return new TypedTask.Of0<>(this, call(method));
    }

    public <T, A, R> TypedTask.Of1<A, R> task(TaskMethod.Context1<T, A, R> method) {
        return new TypedTask.Of1<>(this, call(method));
    }

    public <T, A, B, R> TypedTask.Of2<A, B, R> task(TaskMethod.Context2<T, A, B, R> method) {
        return new TypedTask.Of2<>(this, call(method));
    }

    public <T, A, B, C, R> TypedTask.Of3<A, B, C, R> task(TaskMethod.Context3<T, A, B, C, R> method) {
        return new TypedTask.Of3<>(this, call(method));
    }

    public <T, A, B, C, D, R> TypedTask.Of4<A, B, C, D, R> task(TaskMethod.Context4<T, A, B, C, D, R> method) {
        return new TypedTask.Of4<>(this, call(method));
    }

    public <T, A, B, C, D, E, R> TypedTask.Of5<A, B, C, D, E, R> task(TaskMethod.Context5<T, A, B, C, D, E, R> method) {
        return new TypedTask.Of5<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, R> TypedTask.Of6<A, B, C, D, E, F, R> task(
            TaskMethod.Context6<T, A, B, C, D, E, F, R> method) {
        return new TypedTask.Of6<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, G, R> TypedTask.Of7<A, B, C, D, E, F, G, R> task(
            TaskMethod.Context7<T, A, B, C, D, E, F, G, R> method) {
        return new TypedTask.Of7<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, G, H, R> TypedTask.Of8<A, B, C, D, E, F, G, H, R> task(
            TaskMethod.Context8<T, A, B, C, D, E, F, G, H, R> method) {
        return new TypedTask.Of8<>(this, call(method));
    }

    public <T> TypedTask.Of0<Void> task(TaskMethod.ContextVoid0<T> method) {
        return new TypedTask.Of0<>(this, call(method));
    }

    public <T, A> TypedTask.Of1<A, Void> task(TaskMethod.ContextVoid1<T, A> method) {
        return new TypedTask.Of1<>(this, call(method));
    }

    public <T, A, B> TypedTask.Of2<A, B, Void> task(TaskMethod.ContextVoid2<T, A, B> method) {
        return new TypedTask.Of2<>(this, call(method));
    }

    public <T, A, B, C> TypedTask.Of3<A, B, C, Void> task(TaskMethod.ContextVoid3<T, A, B, C> method) {
        return new TypedTask.Of3<>(this, call(method));
    }

    public <T, A, B, C, D> TypedTask.Of4<A, B, C, D, Void> task(TaskMethod.ContextVoid4<T, A, B, C, D> method) {
        return new TypedTask.Of4<>(this, call(method));
    }

    public <T, A, B, C, D, E> TypedTask.Of5<A, B, C, D, E, Void> task(
            TaskMethod.ContextVoid5<T, A, B, C, D, E> method) {
        return new TypedTask.Of5<>(this, call(method));
    }

    public <T, A, B, C, D, E, F> TypedTask.Of6<A, B, C, D, E, F, Void> task(
            TaskMethod.ContextVoid6<T, A, B, C, D, E, F> method) {
        return new TypedTask.Of6<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, G> TypedTask.Of7<A, B, C, D, E, F, G, Void> task(
            TaskMethod.ContextVoid7<T, A, B, C, D, E, F, G> method) {
        return new TypedTask.Of7<>(this, call(method));
    }

    public <T, A, B, C, D, E, F, G, H> TypedTask.Of8<A, B, C, D, E, F, G, H, Void> task(
            TaskMethod.ContextVoid8<T, A, B, C, D, E, F, G, H> method) {
        return new TypedTask.Of8<>(this, call(method));
    }
}

package io.talkoo.engine;

import io.talkoo.engine.internal.run.MethodReferences;
import io.talkoo.engine.internal.run.ResultType;
import io.talkoo.engine.internal.run.TaskCall;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * {@code staticTask(MathTasks::add)}: as {@code task}, for methods that are static. They need a word of their own: to
 * javac a static method with two arguments and one of an object with one argument look alike.
 */
@SuppressWarnings("overloads") // the whole point: javac tells them apart by the method that is named
abstract class StaticTasks {
    abstract MethodReferences references();

    /** Submits a request whose result is to be read back as {@code result}. */
    abstract <R> CompletionStage<TaskHandle<R>> submitAsync(TaskRequest request, ResultType<R> result);

    /** Submits a workflow; returns once it is stored. */
    abstract <R> WorkflowHandle<R> submit(Canvas canvas, ResultType<R> result);

    abstract <R> ResultType<R> resultOf(Class<R> type);

    /** The same; returns once the task is stored. */
    final <R> TaskHandle<R> submit(TaskRequest request, ResultType<R> result) {
        return TaskHandle.join(submitAsync(request, result));
    }

    private <R> TaskCall<R> call(Serializable reference) {
        return references().resolveStatic(reference);
    }

    public <R> TypedTask.Of0<R> staticTask(TaskMethod.Static0<R> method) {
        return new TypedTask.Of0<>(this, call(method));
    }

    public <A, R> TypedTask.Of1<A, R> staticTask(TaskMethod.Of0<A, R> method) {
        return new TypedTask.Of1<>(this, call(method));
    }

    public <A, B, R> TypedTask.Of2<A, B, R> staticTask(TaskMethod.Of1<A, B, R> method) {
        return new TypedTask.Of2<>(this, call(method));
    }

    public <A, B, C, R> TypedTask.Of3<A, B, C, R> staticTask(TaskMethod.Of2<A, B, C, R> method) {
        return new TypedTask.Of3<>(this, call(method));
    }

    public <A, B, C, D, R> TypedTask.Of4<A, B, C, D, R> staticTask(TaskMethod.Of3<A, B, C, D, R> method) {
        return new TypedTask.Of4<>(this, call(method));
    }

    public <A, B, C, D, E, R> TypedTask.Of5<A, B, C, D, E, R> staticTask(TaskMethod.Of4<A, B, C, D, E, R> method) {
        return new TypedTask.Of5<>(this, call(method));
    }

    public <A, B, C, D, E, F, R> TypedTask.Of6<A, B, C, D, E, F, R> staticTask(
            TaskMethod.Of5<A, B, C, D, E, F, R> method) {
        return new TypedTask.Of6<>(this, call(method));
    }

    public <A, B, C, D, E, F, G, R> TypedTask.Of7<A, B, C, D, E, F, G, R> staticTask(
            TaskMethod.Of6<A, B, C, D, E, F, G, R> method) {
        return new TypedTask.Of7<>(this, call(method));
    }

    public <A, B, C, D, E, F, G, H, R> TypedTask.Of8<A, B, C, D, E, F, G, H, R> staticTask(
            TaskMethod.Of7<A, B, C, D, E, F, G, H, R> method) {
        return new TypedTask.Of8<>(this, call(method));
    }

    public TypedTask.Of0<Void> staticTask(TaskMethod.StaticVoid0 method) {
        return new TypedTask.Of0<>(this, call(method));
    }

    public <A> TypedTask.Of1<A, Void> staticTask(TaskMethod.Void0<A> method) {
        return new TypedTask.Of1<>(this, call(method));
    }

    public <A, B> TypedTask.Of2<A, B, Void> staticTask(TaskMethod.Void1<A, B> method) {
        return new TypedTask.Of2<>(this, call(method));
    }

    public <A, B, C> TypedTask.Of3<A, B, C, Void> staticTask(TaskMethod.Void2<A, B, C> method) {
        return new TypedTask.Of3<>(this, call(method));
    }

    public <A, B, C, D> TypedTask.Of4<A, B, C, D, Void> staticTask(TaskMethod.Void3<A, B, C, D> method) {
        return new TypedTask.Of4<>(this, call(method));
    }

    public <A, B, C, D, E> TypedTask.Of5<A, B, C, D, E, Void> staticTask(TaskMethod.Void4<A, B, C, D, E> method) {
        return new TypedTask.Of5<>(this, call(method));
    }

    public <A, B, C, D, E, F> TypedTask.Of6<A, B, C, D, E, F, Void> staticTask(
            TaskMethod.Void5<A, B, C, D, E, F> method) {
        return new TypedTask.Of6<>(this, call(method));
    }

    public <A, B, C, D, E, F, G> TypedTask.Of7<A, B, C, D, E, F, G, Void> staticTask(
            TaskMethod.Void6<A, B, C, D, E, F, G> method) {
        return new TypedTask.Of7<>(this, call(method));
    }

    public <A, B, C, D, E, F, G, H> TypedTask.Of8<A, B, C, D, E, F, G, H, Void> staticTask(
            TaskMethod.Void7<A, B, C, D, E, F, G, H> method) {
        return new TypedTask.Of8<>(this, call(method));
    }

    public <R> TypedTask.Of0<R> staticTask(TaskMethod.StaticContext0<R> method) {
        return new TypedTask.Of0<>(this, call(method));
    }

    public <A, R> TypedTask.Of1<A, R> staticTask(TaskMethod.StaticContext1<A, R> method) {
        return new TypedTask.Of1<>(this, call(method));
    }

    public <A, B, R> TypedTask.Of2<A, B, R> staticTask(TaskMethod.StaticContext2<A, B, R> method) {
        return new TypedTask.Of2<>(this, call(method));
    }

    public <A, B, C, R> TypedTask.Of3<A, B, C, R> staticTask(TaskMethod.StaticContext3<A, B, C, R> method) {
        return new TypedTask.Of3<>(this, call(method));
    }

    public <A, B, C, D, R> TypedTask.Of4<A, B, C, D, R> staticTask(TaskMethod.StaticContext4<A, B, C, D, R> method) {
        return new TypedTask.Of4<>(this, call(method));
    }

    public <A, B, C, D, E, R> TypedTask.Of5<A, B, C, D, E, R> staticTask(
            TaskMethod.StaticContext5<A, B, C, D, E, R> method) {
        return new TypedTask.Of5<>(this, call(method));
    }

    public <A, B, C, D, E, F, R> TypedTask.Of6<A, B, C, D, E, F, R> staticTask(
            TaskMethod.StaticContext6<A, B, C, D, E, F, R> method) {
        return new TypedTask.Of6<>(this, call(method));
    }

    public <A, B, C, D, E, F, G, R> TypedTask.Of7<A, B, C, D, E, F, G, R> staticTask(
            TaskMethod.StaticContext7<A, B, C, D, E, F, G, R> method) {
        return new TypedTask.Of7<>(this, call(method));
    }

    public <A, B, C, D, E, F, G, H, R> TypedTask.Of8<A, B, C, D, E, F, G, H, R> staticTask(
            TaskMethod.StaticContext8<A, B, C, D, E, F, G, H, R> method) {
        return new TypedTask.Of8<>(this, call(method));
    }

    public TypedTask.Of0<Void> staticTask(TaskMethod.StaticContextVoid0 method) {
        return new TypedTask.Of0<>(this, call(method));
    }

    public <A> TypedTask.Of1<A, Void> staticTask(TaskMethod.StaticContextVoid1<A> method) {
        return new TypedTask.Of1<>(this, call(method));
    }

    public <A, B> TypedTask.Of2<A, B, Void> staticTask(TaskMethod.StaticContextVoid2<A, B> method) {
        return new TypedTask.Of2<>(this, call(method));
    }

    public <A, B, C> TypedTask.Of3<A, B, C, Void> staticTask(TaskMethod.StaticContextVoid3<A, B, C> method) {
        return new TypedTask.Of3<>(this, call(method));
    }

    public <A, B, C, D> TypedTask.Of4<A, B, C, D, Void> staticTask(TaskMethod.StaticContextVoid4<A, B, C, D> method) {
        return new TypedTask.Of4<>(this, call(method));
    }

    public <A, B, C, D, E> TypedTask.Of5<A, B, C, D, E, Void> staticTask(
            TaskMethod.StaticContextVoid5<A, B, C, D, E> method) {
        return new TypedTask.Of5<>(this, call(method));
    }

    public <A, B, C, D, E, F> TypedTask.Of6<A, B, C, D, E, F, Void> staticTask(
            TaskMethod.StaticContextVoid6<A, B, C, D, E, F> method) {
        return new TypedTask.Of6<>(this, call(method));
    }

    public <A, B, C, D, E, F, G> TypedTask.Of7<A, B, C, D, E, F, G, Void> staticTask(
            TaskMethod.StaticContextVoid7<A, B, C, D, E, F, G> method) {
        return new TypedTask.Of7<>(this, call(method));
    }

    public <A, B, C, D, E, F, G, H> TypedTask.Of8<A, B, C, D, E, F, G, H, Void> staticTask(
            TaskMethod.StaticContextVoid8<A, B, C, D, E, F, G, H> method) {
        return new TypedTask.Of8<>(this, call(method));
    }
}

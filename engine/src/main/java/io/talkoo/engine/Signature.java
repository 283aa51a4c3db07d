package io.talkoo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.internal.run.ResultType;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A call that is not made yet: a task with arguments, or tasks put together. Made by {@code s} and {@code si} of a task, and
 * out of others by {@link #chain}, {@link #group} and {@link #chord}.
 *
 * <pre>{@code
 * var add = engine.task(MathTasks::add);
 * chain(add.s(5, 10), add.s(2)).applyAsync().get(Duration.ofSeconds(5)); // 17
 * }</pre>
 *
 * <p>Immutable: every method answers with another one.
 *
 * @param <R> what it brings
 */
public final class Signature<R> {
    private final StaticTasks engine;
    private final Canvas canvas;
    private final ResultType<R> result;

    Signature(StaticTasks engine, Canvas canvas, ResultType<R> result) {
        this.engine = engine;
        this.canvas = canvas;
        this.result = result;
    }

    /** It in the words of the contract. */
    public Canvas canvas() {
        return canvas;
    }

    /**
     * It as a submit, for example for a {@link io.talkoo.protocol.TransactionalClient}. Throws {@link IllegalStateException}
     * for what is more than one task, or has callbacks: a workflow is submitted as a whole.
     */
    public TaskRequest request() {
        if (canvas.link() != null || canvas.linkError() != null) {
            throw new IllegalStateException("expected one task, got one with callbacks: submit it with applyAsync");
        }
        return task("submit the workflow with applyAsync").toBuilder()
                .immutable(false)
                .build();
    }

    /** @param instead what to do where it is more than one task */
    private TaskRequest task(String instead) {
        if (canvas.task() == null) {
            throw new IllegalStateException("expected one task, got several: " + instead);
        }
        return canvas.task();
    }

    /** One after the other: each takes the result of the one before as its first argument, unless it is immutable. */
    public static <R> Signature<R> chain(Signature<?> first, Signature<R> last) {
        return first.then(last);
    }

    /** As {@link #chain(Signature, Signature)}. */
    public static <R> Signature<R> chain(Signature<?> first, Signature<?> second, Signature<R> last) {
        return first.then(second).then(last);
    }

    /** As {@link #chain(Signature, Signature)}. */
    public static <R> Signature<R> chain(
            Signature<?> first, Signature<?> second, Signature<?> third, Signature<R> last) {
        return first.then(second).then(third).then(last);
    }

    /**
     * As {@link #chain(Signature, Signature)}, of any number of steps, but at least one.
     *
     * @param result what the last one's result is read as
     */
    public static <R> Signature<R> chain(List<? extends Signature<?>> steps, Class<R> result) {
        Signature<?> first = steps.get(0);
        return new Signature<>(first.engine, Canvas.chain(canvases(steps)), first.engine.resultOf(result));
    }

    /** Side by side; brings the list of results, in the order written. */
    @SafeVarargs
    public static <T> Signature<List<T>> group(Signature<T> first, Signature<T>... others) {
        List<Signature<T>> members = new ArrayList<>(List.of(first));
        for (Signature<T> other : others) {
            members.add(other);
        }
        return group(members);
    }

    /** As {@link #group(Signature, Signature[])}, of any number of members, but at least one. */
    public static <T> Signature<List<T>> group(List<Signature<T>> members) {
        Signature<T> first = members.get(0);
        return new Signature<>(first.engine, Canvas.group(canvases(members)), first.result.list());
    }

    /** A group, and what runs once with the list of its results. */
    public static <T, R> Signature<R> chord(List<Signature<T>> header, Signature<R> body) {
        return new Signature<>(body.engine, Canvas.chord(canvases(header), body.canvas), body.result);
    }

    private static List<Canvas> canvases(List<? extends Signature<?>> signatures) {
        return signatures.stream().map(Signature::canvas).toList();
    }

    /** This, and {@code next} with its result. */
    public <N> Signature<N> then(Signature<N> next) {
        boolean goesOn = canvas.chain() != null && canvas.link() == null && canvas.linkError() == null;
        List<Canvas> steps = new ArrayList<>(goesOn ? canvas.chain() : List.of(canvas));
        steps.add(next.canvas);
        return new Signature<>(engine, Canvas.chain(steps), next.result);
    }

    /**
     * The same task with more options; what is said twice holds as said last. Throws {@link IllegalStateException} for what
     * is more than one task: give each its own.
     */
    public Signature<R> with(TaskOptions options) {
        return changed(options::over);
    }

    /** The same task, which takes nothing of what runs before it. */
    public Signature<R> immutable() {
        return changed(task -> task.toBuilder().immutable(true).build());
    }

    private Signature<R> changed(UnaryOperator<TaskRequest> change) {
        TaskRequest changed = change.apply(task("give each of them its options"));
        Canvas task = Canvas.of(changed).linked(canvas.link(), canvas.linkError());
        return new Signature<>(engine, task, result);
    }

    /** The same; {@code callback} runs with its result, besides what else does. */
    public Signature<R> link(Signature<?>... callback) {
        return new Signature<>(engine, canvas.linked(more(canvas.link(), callback), canvas.linkError()), result);
    }

    /** The same; {@code callback} runs with what failed, {@code {id, name, error}}. */
    public Signature<R> linkError(Signature<?>... callback) {
        return new Signature<>(engine, canvas.linked(canvas.link(), more(canvas.linkError(), callback)), result);
    }

    private static List<Canvas> more(List<Canvas> there, Signature<?>... callbacks) {
        List<Canvas> all = new ArrayList<>(there == null ? List.of() : there);
        Arrays.stream(callbacks).map(Signature::canvas).forEach(all::add);
        return all;
    }

    /** Submits it, all at once; returns once it is stored. Throws as {@link WorkflowGateway#submit} fails. */
    public WorkflowHandle<R> applyAsync() {
        return engine.submit(canvas, result);
    }

    /** The same, whose result is read as a tree. */
    public Signature<JsonNode> untyped() {
        return new Signature<>(engine, canvas, engine.resultOf(JsonNode.class));
    }
}

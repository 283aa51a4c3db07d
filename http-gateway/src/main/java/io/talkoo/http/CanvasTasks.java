package io.talkoo.http;

import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.function.Consumer;

/** Goes through all tasks that a submit would make sooner or later, callbacks included. What is missing is passed over. */
final class CanvasTasks {
    private final Consumer<TaskRequest> visitor;

    private CanvasTasks(Consumer<TaskRequest> visitor) {
        this.visitor = visitor;
    }

    static void each(Canvas canvas, Consumer<TaskRequest> visitor) {
        new CanvasTasks(visitor).canvas(canvas);
    }

    static void each(TaskRequest task, Consumer<TaskRequest> visitor) {
        new CanvasTasks(visitor).task(task);
    }

    private void canvas(Canvas canvas) {
        if (canvas == null) {
            return;
        }
        task(canvas.task());
        all(canvas.chain());
        all(canvas.group());
        if (canvas.chord() != null) {
            all(canvas.chord().header());
            canvas(canvas.chord().body());
        }
        task(canvas.map() == null ? null : canvas.map().task());
        task(canvas.starmap() == null ? null : canvas.starmap().task());
        task(canvas.chunks() == null ? null : canvas.chunks().task());
        all(canvas.link());
        all(canvas.linkError());
    }

    private void task(TaskRequest task) {
        if (task != null) {
            visitor.accept(task);
            all(task.link());
            all(task.linkError());
        }
    }

    private void all(List<Canvas> canvases) {
        if (canvases != null) {
            canvases.forEach(this::canvas);
        }
    }
}

package io.talkoo.engine.internal.canvas;

import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The task that a canvas says submits it: the first steps name it as their parent.
 *
 * @param pointer where it is named first
 * @param id as it is written
 */
public record NamedParent(String pointer, String id) {
    /** What {@code canvas}, which is checked, names; empty if it names none. */
    public static Optional<NamedParent> of(Canvas canvas) {
        return of(canvas, "");
    }

    private static Optional<NamedParent> of(Canvas canvas, String pointer) {
        if (canvas.task() != null) {
            return of(canvas.task(), pointer + "/task");
        }
        if (canvas.chain() != null) {
            return of(canvas.chain().get(0), pointer + "/chain/0");
        }
        if (canvas.group() != null) {
            return of(canvas.group(), pointer + "/group/");
        }
        if (canvas.chord() != null) {
            List<Canvas> header = canvas.chord().header();
            return header.isEmpty()
                    ? of(canvas.chord().body(), pointer + "/chord/body")
                    : of(header, pointer + "/chord/header/");
        }
        if (canvas.chunks() != null) {
            return of(canvas.chunks().task(), pointer + "/chunks/task");
        }
        return canvas.map() != null
                ? of(canvas.map().task(), pointer + "/map/task")
                : of(canvas.starmap().task(), pointer + "/starmap/task");
    }

    private static Optional<NamedParent> of(List<Canvas> members, String pointer) {
        return IntStream.range(0, members.size())
                .mapToObj(i -> of(members.get(i), pointer + i))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<NamedParent> of(TaskRequest task, String pointer) {
        return Optional.ofNullable(task.parentId()).map(id -> new NamedParent(pointer + "/parentId", id));
    }
}

package io.talkoo.protocol;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What makes a {@link Canvas} acceptable, as far as it can be told without knowing the task types. */
public final class Canvases {
    private static final String KINDS = "expected one of task, chain, group, chord, map, starmap and chunks";

    private Canvases() {}

    /**
     * Checks {@code canvas}, which is returned.
     *
     * @throws TalkooException {@link ProblemType#BAD_REQUEST} for a wrong JSON type or an {@code id},
     *     else {@link ProblemType#INVALID}; either names all that is wrong, each with its JSON pointer
     */
    public static Canvas check(Canvas canvas) {
        Faults types = new Faults();
        types(canvas, types);
        types.raise(ProblemType.BAD_REQUEST);
        Faults faults = new Faults();
        content(canvas, faults);
        faults.raise(ProblemType.INVALID);
        return canvas;
    }

    static void types(List<Canvas> canvases, String pointer, Faults faults) {
        each(canvases, pointer, faults, Canvases::types);
    }

    static void content(List<Canvas> canvases, String pointer, Faults faults) {
        each(canvases, pointer, faults, Canvases::content);
    }

    private static void each(List<Canvas> canvases, String pointer, Faults faults, BiConsumer<Canvas, Faults> check) {
        for (int i = 0; canvases != null && i < canvases.size(); i++) {
            check.accept(canvases.get(i), faults.below(pointer + "/" + i));
        }
    }

    private static void types(Canvas canvas, Faults faults) {
        faults.check(canvas != null, "", "expected a canvas, got null");
        if (canvas == null) {
            return;
        }
        stepTypes(canvas.task(), faults.below("/task"));
        types(canvas.chain(), "/chain", faults);
        types(canvas.group(), "/group", faults);
        if (canvas.chord() != null) {
            types(canvas.chord().header(), "/chord/header", faults);
            faults.check(canvas.chord().header() != null, "/chord/header", "expected an array of canvases");
            types(canvas.chord().body(), faults.below("/chord/body"));
        }
        itemTypes(canvas.map(), faults.below("/map"), false);
        itemTypes(canvas.starmap(), faults.below("/starmap"), true);
        itemTypes(items(canvas.chunks()), faults.below("/chunks"), true);
        types(canvas.link(), "/link", faults);
        types(canvas.linkError(), "/linkError", faults);
    }

    private static void stepTypes(TaskRequest task, Faults faults) {
        if (task != null) {
            faults.check(task.id() == null, "/id", "unknown field; the ids in a canvas are given by the engine");
            faults.check(task.unique() == null, "/unique", "unknown field; a step of a workflow cannot be left out");
            TaskRequests.types(task, faults);
        }
    }

    private static void itemTypes(Canvas.Items items, Faults faults, boolean lists) {
        if (items == null) {
            return;
        }
        faults.check(items.task() != null, "/task", "expected a task");
        stepTypes(items.task(), faults.below("/task"));
        faults.check(items.items() != null, "/items", "expected an array");
        for (int i = 0; lists && items.items() != null && i < items.items().size(); i++) {
            JsonBytes item = items.items().get(i);
            faults.check(
                    item != null && TaskRequests.isKind(item, '['), "/items/" + i, "expected an array of arguments");
        }
    }

    private static Canvas.Items items(Canvas.Chunks chunks) {
        return chunks == null ? null : new Canvas.Items(chunks.task(), chunks.items());
    }

    private static void content(Canvas canvas, Faults faults) {
        long kinds = Stream.of(
                        canvas.task(),
                        canvas.chain(),
                        canvas.group(),
                        canvas.chord(),
                        canvas.map(),
                        canvas.starmap(),
                        canvas.chunks())
                .filter(Objects::nonNull)
                .count();
        faults.check(kinds == 1, "", KINDS + (kinds == 0 ? "" : ", got " + kinds));
        step(canvas.task(), "/task", faults);
        faults.check(canvas.chain() == null || !canvas.chain().isEmpty(), "/chain", "expected at least one step");
        content(canvas.chain(), "/chain", faults);
        content(canvas.group(), "/group", faults);
        if (canvas.chord() != null) {
            content(canvas.chord().header(), "/chord/header", faults);
            content(canvas.chord().body(), faults.below("/chord/body"));
        }
        step(canvas.map() == null ? null : canvas.map().task(), "/map/task", faults);
        step(canvas.starmap() == null ? null : canvas.starmap().task(), "/starmap/task", faults);
        chunks(canvas.chunks(), faults);
        content(canvas.link(), "/link", faults);
        content(canvas.linkError(), "/linkError", faults);
    }

    private static void step(TaskRequest task, String pointer, Faults faults) {
        if (task != null) {
            Faults below = faults.below(pointer);
            below.check(task.parentId() == null || TaskRequests.isId(task.parentId()), "/parentId", "expected a UUID");
            TaskRequests.content(task, below);
        }
    }

    private static void chunks(Canvas.Chunks chunks, Faults faults) {
        if (chunks != null) {
            step(chunks.task(), "/chunks/task", faults);
            faults.check(chunks.size() != null && chunks.size() > 0, "/chunks/size", "expected 1 or more");
        }
    }
}

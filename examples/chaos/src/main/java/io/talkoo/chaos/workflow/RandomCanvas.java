package io.talkoo.chaos.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.chaos.tasks.Step;
import io.talkoo.chaos.tasks.TaskNames;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes one workflow. Not thread-safe. */
final class RandomCanvas {
    /** Header of every step, with its key. */
    static final String KEY = "step";

    private static final int DEEPEST = 5;
    private static final int MOST_MEMBERS = 4;
    private static final int ABOUT_STEPS = 16;
    private static final int LONG_MILLIS = 400;
    private static final int SHORT_MILLIS = 20;

    private final String name;
    private final RandomGenerator random;
    private int steps;

    /** @param name what all of its steps' keys begin with */
    RandomCanvas(String name, RandomGenerator random) {
        this.name = name;
        this.random = random;
    }

    Canvas make() {
        return any(DEEPEST, Place.FIRST);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private Canvas any(int depth, Place place) {
        int kind = random.nextInt(100);
        if (depth == 0 || steps >= ABOUT_STEPS || kind < 20) {
            return step(depth, place);
        } else if (kind < 50) {
            return chance(20) ? plainChain(depth, place) : chain(depth, place);
        } else if (kind < 70) {
            return chance(20) ? plainGroup(depth, place) : group(depth, place);
        } else if (kind < 90) {
            return chord(depth, place);
        }
        return items(kind);
    }

    private Canvas chain(int depth, Place place) {
        List<Canvas> chained = new ArrayList<>();
        Place next = place;
        for (int i = random.nextInt(MOST_MEMBERS); i >= 0; i--) {
            Canvas step = any(depth - 1, next);
            chained.add(step);
            next = place.behind(Shapes.isHeader(step));
        }
        return Canvas.chain(chained);
    }

    /** With callbacks of its own. */
    private Canvas plainChain(int depth, Place place) {
        List<Canvas> chained = new ArrayList<>(List.of(step(depth, place)));
        some(() -> step(depth, place.behind(false))).forEach(chained::add);
        return called(Canvas.chain(chained), depth, place);
    }

    private Canvas group(int depth, Place place) {
        Canvas group = Canvas.group(some(() -> any(depth - 1, place.ofMembers())));
        return depth == DEEPEST && chance(50) ? called(group, depth, new Place(false, false, false)) : group;
    }

    private Canvas plainGroup(int depth, Place place) {
        Place inside = place.ofMembers();
        Canvas group = Canvas.group(some(() -> step(depth, inside)));
        return inside.errorLinks() ? group.linked(null, List.of(told())) : group;
    }

    private Canvas chord(int depth, Place place) {
        List<Canvas> header = some(() -> any(depth - 1, place.ofMembers()));
        Place behind = place.behind(true);
        if (chance(50)) {
            return Canvas.chord(header, any(depth - 1, behind));
        }
        return called(Canvas.chord(header, step(depth, behind)), depth, place);
    }

    private List<Canvas> some(Supplier<Canvas> each) {
        int number = chance(5) ? 0 : 1 + random.nextInt(MOST_MEMBERS);
        return IntStream.range(0, number).mapToObj(i -> each.get()).toList();
    }

    private Canvas items(int kind) {
        int number = random.nextInt(5);
        boolean star = kind >= 94;
        List<JsonBytes> items = IntStream.range(0, number)
                .mapToObj(i -> JsonBytes.of(star ? "[" + i + "]" : Integer.toString(i)))
                .toList();
        TaskRequest task = task(TaskNames.ITEM, new Step(key(), 0, null, null), false);
        if (!star) {
            return Canvas.map(task, items);
        }
        return kind < 97 ? Canvas.starmap(task, items) : Canvas.chunks(task, items, 2);
    }

    private Canvas step(int depth, Place place) {
        boolean immutable = place.input() && chance(15);
        String task = place.input() && !immutable ? TaskNames.NEXT : TaskNames.FIRST;
        return called(Canvas.of(task(task, doing(depth), immutable)), depth, place);
    }

    private Step doing(int depth) {
        int what = random.nextInt(100);
        int millis = random.nextInt(chance(10) ? LONG_MILLIS : SHORT_MILLIS);
        String key = key();
        if (what < 4) {
            return new Step(key, millis, Step.Does.FAIL, null);
        } else if (what < 12) {
            return new Step(key, millis, Step.Does.FAIL_ONCE, null);
        } else if (what < 17 && depth > 0) {
            return new Step(key, millis, Step.Does.REPLACE, any(depth - 1, Place.FIRST));
        }
        return new Step(key, millis, null, null);
    }

    private Canvas called(Canvas canvas, int depth, Place place) {
        List<Canvas> link = depth > 0 && chance(8) ? List.of(any(depth - 1, Place.NEXT)) : null;
        List<Canvas> linkError = place.errorLinks() && chance(20) ? List.of(told()) : null;
        return link == null && linkError == null ? canvas : canvas.linked(link, linkError);
    }

    private Canvas told() {
        return Canvas.of(task(TaskNames.TOLD, new Step(key(), 0, null, null), false));
    }

    private String key() {
        return name + "/" + ++steps;
    }

    private static TaskRequest task(String task, Step step, boolean immutable) {
        try {
            return TaskRequest.named(task)
                    .args(JsonBytes.write(List.of(step)))
                    .headers(Map.of(KEY, step.key()))
                    .immutable(immutable)
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A workflow to be submitted, as the contract words it: a task, or tasks put together. Exactly one of {@code task},
 * {@code chain}, {@code group}, {@code chord}, {@code map}, {@code starmap} and {@code chunks} is given; {@code null} means
 * absent. Canvases nest freely. Immutable.
 *
 * @param task one task; unless it is {@code immutable} it takes the result of the step before as its first argument
 * @param chain one after the other
 * @param group side by side; the result is the list of results, in the order written
 * @param chord a group and what runs with the list of its results
 * @param map one task that works through a list of first arguments
 * @param starmap one task that works through a list of argument lists
 * @param chunks a group of starmaps
 * @param link what runs with the result, each a canvas
 * @param linkError what runs with the error, each a canvas
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Canvas(
        TaskRequest task,
        List<Canvas> chain,
        List<Canvas> group,
        Chord chord,
        Items map,
        Items starmap,
        Chunks chunks,
        List<Canvas> link,
        List<Canvas> linkError) {

    /**
     * @param header side by side
     * @param body runs once with the list of their results
     */
    public record Chord(List<Canvas> header, Canvas body) {}

    /** @param items what the task is called with, one after the other, in one run */
    public record Items(TaskRequest task, List<JsonBytes> items) {}

    /**
     * @param items argument lists
     * @param size how many of them one task works through
     */
    public record Chunks(TaskRequest task, List<JsonBytes> items, Integer size) {}

    public static Canvas of(TaskRequest task) {
        return new Canvas(task, null, null, null, null, null, null, null, null);
    }

    public static Canvas chain(List<Canvas> steps) {
        return new Canvas(null, List.copyOf(steps), null, null, null, null, null, null, null);
    }

    public static Canvas group(List<Canvas> members) {
        return new Canvas(null, null, List.copyOf(members), null, null, null, null, null, null);
    }

    public static Canvas chord(List<Canvas> header, Canvas body) {
        return new Canvas(null, null, null, new Chord(List.copyOf(header), body), null, null, null, null, null);
    }

    public static Canvas map(TaskRequest task, List<JsonBytes> items) {
        return new Canvas(null, null, null, null, new Items(task, List.copyOf(items)), null, null, null, null);
    }

    public static Canvas starmap(TaskRequest task, List<JsonBytes> items) {
        return new Canvas(null, null, null, null, null, new Items(task, List.copyOf(items)), null, null, null);
    }

    public static Canvas chunks(TaskRequest task, List<JsonBytes> items, int size) {
        Chunks chunks = new Chunks(task, List.copyOf(items), size);
        return new Canvas(null, null, null, null, null, null, chunks, null, null);
    }

    /** The same with these callbacks in place of its own; null for none. */
    public Canvas linked(List<Canvas> onSuccess, List<Canvas> onError) {
        return new Canvas(task, chain, group, chord, map, starmap, chunks, onSuccess, onError);
    }
}

package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.TaskRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows that take the place of a task. */
final class Replacement {
    private Replacement() {}

    /**
     * The ids of the rows that lead to a task's, in waves: all that wait for a row are in waves before its own.
     *
     * @param rows others are left out
     */
    static List<List<String>> fromItsEnd(String task, Map<String, TaskRecord> rows) {
        Map<String, List<String>> before = new HashMap<>();
        Map<String, Integer> behind = new HashMap<>();
        rows.forEach((id, row) -> {
            List<Flow.Next> next = row.spec().flow().next();
            behind.put(id, next.size());
            next.forEach(follower -> before.computeIfAbsent(follower.id(), none -> new ArrayList<>())
                    .add(id));
        });
        List<List<String>> waves = new ArrayList<>();
        List<String> wave = before(List.of(task), before, behind);
        while (!wave.isEmpty()) {
            waves.add(wave);
            wave = before(wave, before, behind);
        }
        return waves;
    }

    /** The rows whose followers all have had their turn. */
    private static List<String> before(
            Collection<String> wave, Map<String, List<String>> before, Map<String, Integer> behind) {
        return wave.stream()
                .flatMap(id -> before.getOrDefault(id, List.of()).stream())
                .filter(id -> behind.merge(id, -1, Integer::sum) == 0)
                .toList();
    }
}

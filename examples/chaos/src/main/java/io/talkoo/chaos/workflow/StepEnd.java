package io.talkoo.chaos.workflow;

import io.talkoo.chaos.tasks.RunLog;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a step has to end.
 *
 * @param tasks how many tasks have its key: several where an error callback is called several times, and for chunks
 * @param state of each of them
 * @param runs what a run may write down, by its {@code retry} or {@code retry#item}; empty if it must not run
 */
record StepEnd(int tasks, String state, Map<String, Set<String>> runs) {
    /** Both calls of one callback. */
    StepEnd and(StepEnd other) {
        Set<String> results = Stream.of(this, other)
                .flatMap(each -> each.runs.values().stream())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        return new StepEnd(tasks + other.tasks, state, Map.of("0", results));
    }

    /** How many runs there are if none is repeated. */
    int runsOnce() {
        boolean items = runs.keySet().stream().anyMatch(run -> run.contains(RunLog.ITEM));
        return items ? runs.size() : tasks * runs.size();
    }
}

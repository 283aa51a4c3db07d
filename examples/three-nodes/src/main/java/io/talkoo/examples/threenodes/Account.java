package io.talkoo.examples.threenodes;

import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of the tasks.
 *
 * @param acknowledged tasks that a node has acknowledged, and when each was first submitted
 * @param tasks what the nodes say of them at the end
 * @param runs what the tasks wrote down themselves, by node
 */
record Account(Map<String, Instant> acknowledged, Map<String, TaskSummary> tasks, Map<String, List<Run>> runs) {

    /** Acknowledged, but unknown at the end or without a result. */
    List<String> lost() {
        return acknowledged.keySet().stream().filter(id -> !isEnded(id)).toList();
    }

    /** The state in which a task is at the end. */
    String stateOf(String id) {
        return tasks.containsKey(id) ? tasks.get(id).state() : "unknown";
    }

    private boolean isEnded(String id) {
        return stateOf(id).equals(States.SUCCESS);
    }

    /** How many tasks ended on each node. */
    Map<String, Long> endedOn() {
        return acknowledged.keySet().stream()
                .filter(this::isEnded)
                .collect(Collectors.groupingBy(id -> tasks.get(id).worker(), TreeMap::new, Collectors.counting()));
    }

    /** How many tasks were begun more than once. */
    long ranAgain() {
        Map<String, Long> starts =
                events().filter(Run::isStart).collect(Collectors.groupingBy(Run::task, Collectors.counting()));
        return starts.values().stream().filter(times -> times > 1).count();
    }

    /** The longest time in which no task ended on any node, while there was something to do. */
    Duration standstill() {
        List<Instant> ends =
                events().filter(run -> !run.isStart()).map(Run::at).sorted().toList();
        return Stream.iterate(1, i -> i < ends.size(), i -> i + 1)
                .map(i -> Duration.between(ends.get(i - 1), ends.get(i)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** From submit to end: how long one of two tasks took at most. */
    Duration usualTime() {
        List<Duration> times = times();
        return times.isEmpty() ? Duration.ZERO : times.get(times.size() / 2);
    }

    /** From submit to end: how long the slowest task took. */
    Duration longestTime() {
        List<Duration> times = times();
        return times.isEmpty() ? Duration.ZERO : times.get(times.size() - 1);
    }

    private List<Duration> times() {
        Map<String, Instant> ends = events().filter(run -> !run.isStart() && acknowledged.containsKey(run.task()))
                .collect(Collectors.toMap(Run::task, Run::at, (one, other) -> one.isAfter(other) ? one : other));
        return ends.entrySet().stream()
                .map(end -> Duration.between(acknowledged.get(end.getKey()), end.getValue()))
                .sorted()
                .toList();
    }

    private Stream<Run> events() {
        return runs.values().stream().flatMap(Collection::stream);
    }
}

package io.talkoo.chaos.check;

import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.history.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long tasks took beyond what was asked for. */
final class Delays {
    private final List<Delay> delays;

    private Delays(List<Delay> delays) {
        this.delays = delays;
    }

    /** From when a task was acknowledged or due, whichever is later, to the first end of a run of it. */
    private record Delay(Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }

        boolean overlaps(FaultWindow fault) {
            return !from.isAfter(fault.to()) && !to.isBefore(fault.from());
        }
    }

    static Delays of(History history) {
        Map<String, Instant> ends = new HashMap<>();
        for (Run run : history.runs()) {
            if (run.end() != null) {
                ends.merge(run.task(), run.end(), (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        return new Delays(history.submitted().values().stream()
                .filter(task -> task.isAcknowledged() && ends.containsKey(task.id()))
                .map(task -> new Delay(due(task), ends.get(task.id())))
                .toList());
    }

    private static Instant due(Submission task) {
        return task.acknowledgedAt().plus(task.kind().countdown());
    }

    Duration longest(FaultWindow fault) {
        return delays.stream()
                .filter(delay -> delay.overlaps(fault))
                .map(Delay::length)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}

package io.talkoo.chaos.check;

import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.history.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How long nothing went on while a fault lasted, or so shortly after it that it still belongs to it.
 *
 * @param betweenEnds longest time in which no task of the whole cluster ended
 * @param betweenAcknowledgements longest time in which no submit was acknowledged
 * @param slowestTask longest time from a submit to the first end of a run of its task, the wanted delay left out
 */
public record Pause(String fault, Duration betweenEnds, Duration betweenAcknowledgements, Duration slowestTask) {
    /** The pauses of all faults, in their order. */
    public static List<Pause> of(History history) {
        List<Instant> ends = sorted(history.runs().stream().map(Run::end));
        List<Instant> acknowledged =
                sorted(history.submitted().values().stream().map(Submission::acknowledgedAt));
        Delays delays = Delays.of(history);
        return history.faults().stream()
                .map(fault -> new Pause(
                        fault.fault(), longest(ends, fault), longest(acknowledged, fault), delays.longest(fault)))
                .toList();
    }

    private static List<Instant> sorted(Stream<Instant> instants) {
        return instants.filter(Objects::nonNull).sorted().toList();
    }

    /** Longest gap between two of {@code instants} that overlaps the fault. */
    private static Duration longest(List<Instant> instants, FaultWindow fault) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < instants.size(); i++) {
            Instant before = instants.get(i - 1);
            Instant after = instants.get(i);
            Duration gap = Duration.between(before, after);
            if (!before.isAfter(fault.to()) && !after.isBefore(fault.from()) && gap.compareTo(longest) > 0) {
                longest = gap;
            }
        }
        return longest;
    }
}

package io.talkoo.chaos.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fault, from the moment it was injected until the cluster was whole again.
 *
 * @param nodes those it hit; all of them for a fault of the database
 * @param leavesZombies whether these may live on without knowing that the others have given them up
 */
public record FaultWindow(String fault, Set<String> nodes, boolean leavesZombies, Instant from, Instant to) {
    /**
     * Whether it may have cut something off that happened between {@code start} and {@code end} (null: never ended).
     */
    public boolean mayHaveHit(Instant start, Instant end, Duration slack) {
        return !start.isAfter(to) && (end == null || !end.plus(slack).isBefore(from));
    }

    public boolean contains(Instant at, Duration slack) {
        return !at.isBefore(from) && !at.isAfter(to.plus(slack));
    }

    /**
     * The processes of the nodes that it hit, as they were before: those that came up again start with nothing in hand.
     */
    public Set<Long> struck(Collection<Run> runs) {
        return runs.stream()
                .filter(run -> nodes.contains(run.node()) && run.start().isBefore(from))
                .map(Run::pid)
                .collect(Collectors.toSet());
    }
}

package io.talkoo.chaos.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A fault, from the moment it was injected until the cluster was whole again.
 *
 * @param nodes those it hit; all of them for a fault of the database
 */
public record FaultWindow(String fault, Set<String> nodes, Instant from, Instant to) {
    /**
     * Whether it may have cut something off that happened between {@code start} and {@code end} (null: never ended).
     */
    public boolean mayHaveHit(Instant start, Instant end, Duration slack) {
        return !start.isAfter(to) && (end == null || !end.plus(slack).isBefore(from));
    }

    public boolean contains(Instant at, Duration slack) {
        return !at.isBefore(from) && !at.isAfter(to.plus(slack));
    }
}

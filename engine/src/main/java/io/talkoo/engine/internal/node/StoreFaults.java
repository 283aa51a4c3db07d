package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.fleet.FleetView;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which nodes have been unable to reach the database for a while in which others could: those are to hand over what they own.
 * When the database is away for all, the nodes notice that, and its return, at different times, and nothing is to move for
 * that. Thread-safe.
 */
final class StoreFaults {
    /** More than there is between the first node that notices that a database went away, or came back, and the last one. */
    private static final Duration LASTING = Duration.ofSeconds(4);

    private final FleetView fleet;
    private final LongSupplier nanos;
    private final Map<String, Long> aloneSince = new ConcurrentHashMap<>();

    /** @param nanos as {@link System#nanoTime} */
    StoreFaults(FleetView fleet, LongSupplier nanos) {
        this.fleet = fleet;
        this.nanos = nanos;
    }

    /** @param address host and port of a node; asked about now and then */
    boolean isCutOff(String address) {
        if (!fleet.isStoreFaulty(address) || fleet.nodes().stream().allMatch(node -> node.storeFault() != null)) {
            aloneSince.remove(address);
            return false;
        }
        long now = nanos.getAsLong();
        return now - aloneSince.computeIfAbsent(address, first -> now) >= LASTING.toNanos();
    }
}

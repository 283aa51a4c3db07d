package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.fleet.FleetView;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which nodes have been unable to reach the database for a while, when others can: those are to hand over what they own. When
 * the database is away for all, the nodes notice at different times, and nothing is to move for that. Thread-safe.
 */
final class StoreFaults {
    /** More than the time between the first node that notices a database that is away and the last one. */
    private static final Duration LASTING = Duration.ofSeconds(3);

    private final FleetView fleet;
    private final LongSupplier nanos;
    private final Map<String, Long> faultySince = new ConcurrentHashMap<>();

    /** @param nanos as {@link System#nanoTime} */
    StoreFaults(FleetView fleet, LongSupplier nanos) {
        this.fleet = fleet;
        this.nanos = nanos;
    }

    /** @param address host and port of a node; asked about now and then */
    boolean isCutOff(String address) {
        if (!fleet.isStoreFaulty(address)) {
            faultySince.remove(address);
            return false;
        }
        long now = nanos.getAsLong();
        long since = faultySince.computeIfAbsent(address, first -> now);
        return now - since >= LASTING.toNanos() && fleet.all().stream().anyMatch(node -> node.storeFault() == null);
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.task.StoredTask;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which tasks of the store some node can run. The others wait, and are logged once by the node. Thread-safe. */
public final class KnownTypes {
    private static final Logger LOG = LoggerFactory.getLogger(KnownTypes.class);

    private final FleetView fleet;
    private final Set<String> unknownNames = ConcurrentHashMap.newKeySet();

    public KnownTypes(FleetView fleet) {
        this.fleet = fleet;
    }

    boolean test(StoredTask task) {
        String name = task.task().spec().name();
        boolean known = fleet.knows(name);
        if (!known && unknownNames.add(name)) {
            LOG.warn("Tasks named {} wait: no node has a task of that name.", name);
        }
        return known;
    }

    /** Names that reads need not bring again. */
    Set<String> unknownNames() {
        unknownNames.removeIf(fleet::knows);
        return Set.copyOf(unknownNames);
    }
}

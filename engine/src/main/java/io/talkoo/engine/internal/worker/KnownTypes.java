package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.task.StoredTask;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which tasks of the store this node can run. The others wait, and are logged once. Belongs to one Worker. */
final class KnownTypes {
    private static final Logger LOG = LoggerFactory.getLogger(KnownTypes.class);

    private final TaskRegistry registry;
    private final Set<String> unknownNames = new HashSet<>();

    KnownTypes(TaskRegistry registry) {
        this.registry = registry;
    }

    boolean test(StoredTask task) {
        String name = task.task().spec().name();
        boolean known = registry.knows(name);
        if (!known && unknownNames.add(name)) {
            LOG.warn("Tasks named {} wait: no task of that name is registered on this node.", name);
        }
        return known;
    }

    /** Names that reads need not bring again. */
    Set<String> unknownNames() {
        return Set.copyOf(unknownNames);
    }
}

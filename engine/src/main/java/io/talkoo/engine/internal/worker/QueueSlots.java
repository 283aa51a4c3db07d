package io.talkoo.engine.internal.worker;

import java.util.Map;
import java.util.Set;

/**
 * How many tasks the node runs at once, by queue. A queue that is not named shares one pool with all others of its kind,
 * if there is such a pool ({@code *}); else the node does not serve it. Immutable.
 *
 * @param only the queues that may use that pool; empty is any
 */
public record QueueSlots(Map<String, Integer> byName, Set<String> only) {
    public static final String ANY = "*";

    public QueueSlots {
        byName = Map.copyOf(byName);
        only = Set.copyOf(only);
    }

    public QueueSlots(Map<String, Integer> byName) {
        this(byName, Set.of());
    }

    /** So many slots for all of these queues together. */
    public static QueueSlots shared(Set<String> queues, int slots) {
        return new QueueSlots(Map.of(ANY, slots), queues);
    }

    /** The name of the pool that serves {@code queue}; null if none does. */
    public String pool(String queue) {
        if (byName.containsKey(queue)) {
            return queue;
        }
        return byName.containsKey(ANY) && (only.isEmpty() || only.contains(queue)) ? ANY : null;
    }

    public boolean serves(String queue) {
        return pool(queue) != null;
    }

    /** The slots a task of {@code queue} can hope for; 0 if the queue is not served. */
    public int concurrency(String queue) {
        String pool = pool(queue);
        return pool == null ? 0 : byName.get(pool);
    }
}

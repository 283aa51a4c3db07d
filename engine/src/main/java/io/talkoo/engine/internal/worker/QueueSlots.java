package io.talkoo.engine.internal.worker;

import java.util.Map;

/**
 * How many tasks the node runs at once, by queue. A queue that is not named shares one pool with all others of its kind,
 * if there is such a pool ({@code *}); else the node does not serve it. Immutable.
 */
public record QueueSlots(Map<String, Integer> byName) {
    public static final String ANY = "*";

    public QueueSlots {
        byName = Map.copyOf(byName);
    }

    /** The name of the pool that serves {@code queue}; null if none does. */
    public String pool(String queue) {
        if (byName.containsKey(queue)) {
            return queue;
        }
        return byName.containsKey(ANY) ? ANY : null;
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

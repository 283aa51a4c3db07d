package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;

/** A number of slots and the line before them. Belongs to {@link Slots}; not thread-safe. */
final class SlotPool {
    private final TreeSet<Push> line = new TreeSet<>((a, b) -> Order.STORED.compare(a.task(), b.task()));
    private final Map<String, Push> byId = new HashMap<>();
    private int free;

    SlotPool(int size) {
        free = size;
    }

    void add(Push order) {
        Push before = byId.put(order.id(), order);
        if (before != null) {
            line.remove(before);
        }
        line.add(order);
    }

    /** Takes a slot for the first in line; null when there is no slot or nobody waits. */
    Push next() {
        if (free == 0 || line.isEmpty()) {
            return null;
        }
        free--;
        Push order = line.pollFirst();
        byId.remove(order.id());
        return order;
    }

    /** Gives a slot back. */
    void free() {
        free++;
    }

    boolean remove(String id) {
        Push order = byId.remove(id);
        return order != null && line.remove(order);
    }

    boolean contains(String id) {
        return byId.containsKey(id);
    }

    /** From now on {@code entity} is the one to be told of the task; false if it does not wait here. */
    boolean retell(String id, ActorRef<TalkooMessage> entity) {
        Push order = byId.get(id);
        if (order != null) {
            add(new Push(order.task(), entity, order.worker(), order.writeFirst()));
        }
        return order != null;
    }

    /** Empties the line. */
    List<Push> clear() {
        List<Push> all = List.copyOf(line);
        line.clear();
        byId.clear();
        return all;
    }
}

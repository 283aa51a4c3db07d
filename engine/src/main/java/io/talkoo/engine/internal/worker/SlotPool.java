package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A number of slots and the line before them. Belongs to {@link Slots}; not thread-safe. */
final class SlotPool {
    private final FairLine line = new FairLine();
    private final Map<String, Push> byId = new HashMap<>();
    private int free;
    private int startedLately;

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
        if (free == 0 || line.size() == 0) {
            return null;
        }
        free--;
        startedLately++;
        Push order = line.poll();
        byId.remove(order.id());
        return order;
    }

    /** How many wait. */
    int size() {
        return line.size();
    }

    /** Gives a slot back. */
    void free() {
        free++;
    }

    /** There are so many slots more, or less as far as they are free. */
    void offer(int slots) {
        free = Math.max(0, free + slots);
    }

    /** Whether nothing was begun lately, nor can be. */
    boolean isIdle() {
        return free == 0 && startedLately == 0;
    }

    boolean remove(String id) {
        Push order = byId.remove(id);
        return order != null && line.remove(order);
    }

    /** What waits here under this id; else null. */
    Push find(String id) {
        return byId.get(id);
    }

    /** Takes out of the line what fits. */
    List<Push> removeIf(Predicate<Push> filter) {
        List<Push> removed = new ArrayList<>();
        line.all().forEach(order -> {
            if (filter.test(order)) {
                removed.add(order);
            }
        });
        removed.forEach(order -> remove(order.id()));
        return removed;
    }

    /** Forgets how many began; to be called once a tick, after the questions below. */
    void ticked() {
        startedLately = 0;
    }

    /**
     * How many tasks more than it has this pool could use until the next tick but one, if it goes on as in the last one.
     */
    int wants() {
        return Math.max(0, free + 2 * startedLately - line.size());
    }

    /**
     * Takes up to {@code most} of those tasks out of the line that will not begin within the next tick, if it goes on as
     * in the last one; the first of them first. What is borrowed is not lent on: its lender might be the one who asks.
     */
    List<Push> takeSurplus(int most, Predicate<TaskSpec> wanted) {
        List<Push> taken = new ArrayList<>();
        Iterator<Push> waiting = line.all().iterator();
        for (int soon = startedLately; soon > 0 && waiting.hasNext(); soon--) {
            waiting.next();
        }
        while (taken.size() < most && waiting.hasNext()) {
            Push order = waiting.next();
            if (order.lender() == null && wanted.test(order.task().task().spec())) {
                taken.add(order);
            }
        }
        taken.forEach(order -> remove(order.id()));
        return taken;
    }

    /** How many tasks wait that will not begin within the next tick, if it goes on as in the last one. */
    int surplus() {
        return Math.max(0, line.size() - startedLately);
    }
}

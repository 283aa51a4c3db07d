package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A line of tasks from many Workers: the highest priority first, then the fair key that was served longest ago, then what
 * became due first. Not thread-safe.
 */
final class FairLine {
    private static final class Share {
        private final TreeSet<Push> line = new TreeSet<>((a, b) -> Order.STORED.compare(a.task(), b.task()));
        private final String key;
        private long servedAt;

        private Share(String key) {
            this.key = key;
        }

        private int priority() {
            return line.first().task().task().spec().priority();
        }
    }

    private final Map<String, Share> shares = new HashMap<>();

    /** Whose turn it is. A share is taken out while its line changes. */
    private final TreeSet<Share> turns = new TreeSet<>(
            Comparator.comparingInt((Share share) -> -share.priority()).thenComparingLong(share -> share.servedAt));

    private long turn;
    private int size;

    int size() {
        return size;
    }

    private static String key(Push order) {
        return Lane.fairKey(order.task().task().spec().lane());
    }

    void add(Push order) {
        Share share = shares.get(key(order));
        if (share == null) {
            share = new Share(key(order));
            // Who comes now stands behind those who wait for their turn.
            share.servedAt = ++turn;
            shares.put(share.key, share);
        } else {
            turns.remove(share);
        }
        size += share.line.add(order) ? 1 : 0;
        turns.add(share);
    }

    /** Takes out the first; null if nobody waits. */
    Push poll() {
        Share share = turns.pollFirst();
        if (share == null) {
            return null;
        }
        Push order = share.line.pollFirst();
        size--;
        share.servedAt = ++turn;
        goOn(share);
        return order;
    }

    private void goOn(Share share) {
        if (share.line.isEmpty()) {
            shares.remove(share.key);
        } else {
            turns.add(share);
        }
    }

    boolean remove(Push order) {
        Share share = shares.get(key(order));
        if (share == null) {
            return false;
        }
        turns.remove(share);
        boolean removed = share.line.remove(order);
        size -= removed ? 1 : 0;
        goOn(share);
        return removed;
    }

    /** All that wait, in the order they would be served if nobody else came. */
    Iterable<Push> all() {
        if (turns.size() < 2) {
            return turns.isEmpty() ? List.of() : turns.first().line;
        }
        record Place(Push order, int priority, int round) {}
        List<Place> places = new ArrayList<>(size);
        for (Share share : turns) {
            int round = 0;
            for (Push order : share.line) {
                places.add(new Place(order, order.task().task().spec().priority(), round++));
            }
        }
        places.sort(Comparator.comparingInt(Place::priority).reversed().thenComparingInt(Place::round));
        return places.stream().map(Place::order).toList();
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.task.Lane;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * The lanes of one queue in one partition, and whose turn it is: the highest priority first, then the fair key that was
 * served longest ago, then of its lanes the one that was. Belongs to one {@link Worker}; not thread-safe.
 */
final class QueueLine {
    private static final int PRIORITIES = 10;

    /** More lanes than these are in the store alone, until there is room. */
    private static final int MOST_LANES = 256;

    /** What one fair key has of the queue. */
    private static final class Share {
        private final int[] handedOut = new int[PRIORITIES];
        private int lanes;
        private long servedAt;
    }

    /** Makes the window of a lane, which keeps {@code occupied} up to date. */
    interface NewWindow {
        LaneWindow window(String queue, Lane lane, String text, Set<LaneWindow> occupied);
    }

    final String queue;
    private final NewWindow newWindow;
    private final IntSupplier credit;
    private final Map<String, LaneWindow> lanes = new LinkedHashMap<>();
    private final Map<String, Share> shares = new HashMap<>();

    /** Those in which somebody waits: of many lanes with limits few at a time. */
    private final Set<LaneWindow> occupied = new LinkedHashSet<>();

    private long turn;

    /** Lanes that come behind this one are looked for next. */
    String behind = Lane.NONE;

    /** The store is asked for lanes. */
    boolean isLookedInto;

    /** Lanes with something due may be in the store alone, for want of room. */
    boolean isCrowded;

    /** @param credit how many tasks of the queue may be handed to the slots at once, running ones included */
    QueueLine(String queue, NewWindow newWindow, IntSupplier credit) {
        this.queue = queue;
        this.newWindow = newWindow;
        this.credit = credit;
    }

    /** The window of a lane; null if it is not open. */
    LaneWindow find(String lane) {
        return lanes.get(lane);
    }

    Collection<LaneWindow> lanes() {
        return lanes.values();
    }

    int room() {
        return Math.max(0, MOST_LANES - lanes.size());
    }

    /** The window of a lane, opened if it is not. */
    LaneWindow open(String lane) {
        LaneWindow window = lanes.get(lane);
        if (window == null) {
            window = newWindow.window(queue, Lane.parse(lane), lane, occupied);
            lanes.put(lane, window);
            Share share = shares.computeIfAbsent(window.fairKey, key -> new Share());
            share.lanes++;
            // Who comes now stands behind those who are waiting for their turn.
            share.servedAt = share.lanes == 1 ? ++turn : share.servedAt;
            window.openedAt = ++turn;
            window.servedAt = turn;
        }
        return window;
    }

    void close(LaneWindow window) {
        if (lanes.remove(window.lane, window)) {
            Share share = shares.get(window.fairKey);
            share.lanes--;
            if (share.lanes == 0) {
                shares.remove(window.fairKey);
            }
        }
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** The next task to hand to the slots, if they may have one more; else null. */
    Entry take(Predicate<LaneWindow> allowed) {
        LaneWindow best = null;
        for (LaneWindow lane : occupied) {
            if (isBefore(lane, best) && hasCredit(lane) && allowed.test(lane)) {
                best = lane;
            }
        }
        if (best == null) {
            return null;
        }
        Entry entry = best.take();
        Share share = shares.get(best.fairKey);
        share.handedOut[entry.priority()]++;
        share.servedAt = ++turn;
        best.servedAt = turn;
        return entry;
    }

    private boolean isBefore(LaneWindow lane, LaneWindow best) {
        if (best == null || lane.first().priority() != best.first().priority()) {
            return best == null || lane.first().priority() > best.first().priority();
        }
        long served = shares.get(lane.fairKey).servedAt;
        long bestServed = shares.get(best.fairKey).servedAt;
        return served == bestServed ? lane.servedAt < best.servedAt : served < bestServed;
    }

    /** A fair key may have its part of the credit in the slots, and one task in any case. */
    private boolean hasCredit(LaneWindow lane) {
        int[] handedOut = shares.get(lane.fairKey).handedOut;
        int ahead = 0;
        for (int priority = lane.first().priority(); priority < PRIORITIES; priority++) {
            ahead += handedOut[priority];
        }
        return ahead < Math.max(1, credit.getAsInt() / shares.size());
    }

    /** Other slots have this task already. */
    void handedOutBefore(Entry entry) {
        shares.get(entry.window.fairKey).handedOut[entry.priority()]++;
        entry.window.handedOutBefore();
    }

    /** A task that was handed out is done with, or comes back. */
    void returned(Entry entry) {
        shares.get(entry.window.fairKey).handedOut[entry.priority()]--;
        entry.window.returned();
    }

    /**
     * Lanes that can make way for others, those open longest first: of which nothing is in the slots.
     *
     * @param served only those that had their turn
     */
    List<LaneWindow> oldest(int most, boolean served) {
        return lanes.values().stream()
                .filter(lane -> !lane.lane.isEmpty() && !lane.isRetired() && lane.isAtRest())
                .filter(lane -> !served || lane.servedAt > lane.openedAt)
                .limit(most)
                .toList();
    }
}

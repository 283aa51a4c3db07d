package io.talkoo.engine.internal.news;

import io.talkoo.engine.internal.task.TaskRecord;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Those who listen at a node, by what they want to hear of. Telling costs more than what is told of, and a thousand listeners
 * would have a thousand times as much told; so there is a budget, in changes told to one listener each. Who cannot be told of a
 * change for want of it is told of the last one left out, and how many there were, once there is budget again. Not thread-safe.
 */
final class NewsAudience {
    /** What is saved up at the most, so that a burst is told in full. */
    static final int MOST_SAVED = 10_000;

    /** What {@link #refill} adds. */
    static final int REFILL = 500;

    private final Map<NewsTopic, Group> groups = new HashMap<>();

    /** Groups that something was left out for, the one that waits longest first. */
    private final Queue<Group> behind = new ArrayDeque<>();

    private int left = MOST_SAVED;

    /** Listeners of the same topic. */
    private static final class Group {
        private final Set<NewsListener> listeners = new HashSet<>();
        private TaskRecord latestLeftOut;
        private long leftOut;

        private void tell(TaskRecord task) {
            listeners.forEach(listener -> listener.changed().accept(task));
        }

        private void catchUp() {
            long untold = latestLeftOut == null ? leftOut : leftOut - 1;
            if (untold > 0) {
                listeners.forEach(listener -> listener.lost().accept(untold));
            }
            if (latestLeftOut != null) {
                tell(latestLeftOut);
            }
            latestLeftOut = null;
            leftOut = 0;
        }
    }

    void add(NewsListener listener) {
        groups.computeIfAbsent(listener.topic(), topic -> new Group()).listeners.add(listener);
    }

    /** Whether it was there. */
    boolean remove(NewsListener listener) {
        Group group = groups.get(listener.topic());
        boolean wasThere = group != null && group.listeners.remove(listener);
        if (wasThere && group.listeners.isEmpty()) {
            groups.remove(listener.topic());
        }
        return wasThere;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    void tell(TaskRecord task) {
        for (NewsTopic topic : NewsTopic.of(task)) {
            Group group = groups.get(topic);
            if (group != null) {
                tell(group, task);
            }
        }
    }

    private void tell(Group group, TaskRecord task) {
        if (left > 0 && group.leftOut == 0) {
            group.tell(task);
            left -= group.listeners.size();
        } else {
            leaveOut(group, 1);
            group.latestLeftOut = task;
        }
    }

    /** So many changes got lost before they came here. */
    void lose(long changes) {
        if (changes > 0) {
            groups.values().forEach(group -> leaveOut(group, changes));
        }
    }

    private void leaveOut(Group group, long changes) {
        if (group.leftOut == 0) {
            behind.add(group);
        }
        group.leftOut += changes;
    }

    /** To be called ten times a second while there are listeners. */
    void refill() {
        left = Math.min(MOST_SAVED, left + REFILL);
        while (left > 0 && !behind.isEmpty()) {
            Group group = behind.remove();
            group.catchUp();
            left -= group.listeners.size();
        }
    }
}

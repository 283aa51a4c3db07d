package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.worker.Entry.Place;
import io.talkoo.engine.internal.worker.WorkerCommand.Recalled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The tasks a {@link Worker} has in memory: the windows of its queues, what it handed out, and what it must not hand out.
 * Belongs to one Worker; not thread-safe.
 */
final class Holdings {
    private static final int MOST_REMEMBERED = 1000;

    private final Function<String, QueueLine> newLine;
    private final LimitDesk limits;
    private final Consumer<Entry> forsaken;
    private final Map<String, QueueLine> lines = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    /** Withdrawn or expiring tasks, until their rows tell so, and since when. */
    private final Map<String, Instant> held = new HashMap<>();

    /** Tasks that ended without having been in memory: their offer may be late, and come from another node. */
    private final Map<String, Instant> settledUnseen = new HashMap<>();

    /** Tasks of which a run ended that was not in memory, until their rows tell so. */
    private final Map<String, Instant> endedUnseen = new HashMap<>();

    /** The revisions of the latest tasks that ran after they were read from the store: their offers may be late. */
    private final Map<String, Long> ranUnoffered = new LinkedHashMap<>();

    /** Entities that asked to be told of a task that is not in memory. */
    private final Map<String, ActorRef<TalkooMessage>> observers = new HashMap<>();

    /** @param forsaken told of what leaves memory without an outcome */
    Holdings(Function<String, QueueLine> newLine, LimitDesk limits, Consumer<Entry> forsaken) {
        this.newLine = newLine;
        this.limits = limits;
        this.forsaken = forsaken;
    }

    QueueLine line(String queue) {
        return lines.computeIfAbsent(queue, newLine);
    }

    private QueueLine line(Entry entry) {
        return line(entry.window.queue);
    }

    Collection<QueueLine> lines() {
        return lines.values();
    }

    /** All lanes that are open. */
    List<LaneWindow> windows() {
        return lines.values().stream().flatMap(line -> line.lanes().stream()).toList();
    }

    /** The window a task belongs into; null while there is no room for one more lane. */
    LaneWindow window(TaskSpec task) {
        QueueLine line = line(task.queue());
        String lane = limits.lane(task);
        LaneWindow window = line.find(lane);
        if (window == null && (lane.isEmpty() || line.room() > 0)) {
            window = line.open(lane);
        }
        return window == null || window.isRetired() ? null : window;
    }

    /** Forgets a lane of which nothing is left; the queue's own lane is kept until {@link #dropEmptyLines}. */
    void closeIfDone(LaneWindow window) {
        if (!window.lane.isEmpty() && window.isEmpty() && window.starts.isDone()) {
            line(window.queue).close(window);
        }
    }

    void dropEmptyLines() {
        for (QueueLine line : lines.values()) {
            List.copyOf(line.lanes()).stream()
                    .filter(window -> window.isEmpty() && window.starts.isDone())
                    .forEach(line::close);
        }
        lines.values().removeIf(QueueLine::isEmpty);
    }

    /** Has a lane wait in the store alone. */
    void retire(LaneWindow window) {
        putBack(window, entry -> true);
        window.retire();
    }

    /** Has those that wait in the window and fit wait in the store alone. */
    void putBack(LaneWindow window, Predicate<Entry> which) {
        for (Entry entry : window.removeIf(which)) {
            entries.remove(entry.id());
            forsaken.accept(entry);
        }
    }

    /** The task in memory; null if it is not. */
    Entry find(String id) {
        return entries.get(id);
    }

    /** Whether the task may be taken into memory. */
    boolean isFree(String id) {
        return !entries.containsKey(id) && !held.containsKey(id) && !endedUnseen.containsKey(id);
    }

    /** Whether the task may be taken into memory because it was offered: what ended before that offer came may not. */
    boolean isWelcome(StoredTask offered) {
        String id = offered.task().id();
        return isFree(id)
                && !(offered.revision() == 1 && settledUnseen.containsKey(id))
                && offered.revision() > ranUnoffered.getOrDefault(id, 0L);
    }

    /** A run of a task that is not in memory ended: what the store has of it may be old until it is settled. */
    void endedUnseen(String id, Instant now) {
        endedUnseen.put(id, now);
    }

    /** That run was not the current one. */
    void wasStale(String id) {
        endedUnseen.remove(id);
    }

    boolean isHeld(String id) {
        return held.containsKey(id);
    }

    /** Takes a task into its window; returns those there is no room for, which may be it. */
    List<Entry> add(LaneWindow window, Entry entry) {
        entry.window = window;
        entries.put(entry.id(), entry);
        ActorRef<TalkooMessage> observer = observers.remove(entry.id());
        if (entry.entity == null && observer != null) {
            entry.entity = observer;
            entry.followed = true;
        }
        List<Entry> dropped = window.add(entry);
        dropped.forEach(each -> entries.remove(each.id()));
        return dropped;
    }

    /** Takes in what a read of the store brought, of which {@code known} can run here; returns those put out for it. */
    List<Entry> load(LaneWindow window, List<StoredTask> known, StoredTask last) {
        List<Entry> found = new ArrayList<>(known.size());
        for (StoredTask task : known) {
            String id = task.task().id();
            if (isFree(id) && !window.endedWhileReading(id)) {
                ActorRef<TalkooMessage> observer = observers.remove(id);
                found.add(new Entry(task, observer, observer != null));
            }
        }
        found.forEach(entry -> {
            entry.window = window;
            entry.unoffered = true;
            entries.put(entry.id(), entry);
        });
        List<Entry> dropped = window.readEnds(found, last == null ? null : last.task());
        dropped.forEach(entry -> entries.remove(entry.id()));
        return dropped;
    }

    /** Takes in what was handed out before this Worker began. */
    void takeOver(StoredTask task, Instant now) {
        Entry entry = new Entry(task, null, false);
        entry.place = Place.HANDED_OUT;
        entry.handedOutAt = now;
        QueueLine line = line(task.task().spec().queue());
        entry.window = line.open(limits.lane(task.task().spec()));
        entries.put(entry.id(), entry);
        line.handedOutBefore(entry);
        limits.tookOver(entry.window);
    }

    /** What was handed out before {@code instant}, and of which nothing was heard since. */
    List<Entry> handedOutBefore(Instant instant) {
        return entries.values().stream()
                .filter(entry -> entry.place == Place.HANDED_OUT && entry.handedOutAt.isBefore(instant))
                .toList();
    }

    /** Takes the next task of the queue out of its lane, to be handed to the slots; null if none may be. */
    Entry take(QueueLine line) {
        Entry next = line.take(limits::allows);
        if (next != null) {
            limits.uses(next);
        }
        return next;
    }

    /** What a read of the lane need not bring. */
    Set<String> idsOf(LaneWindow window) {
        Set<String> ids = new HashSet<>(held.keySet());
        ids.addAll(endedUnseen.keySet());
        entries.values().stream().filter(entry -> entry.window == window).forEach(entry -> ids.add(entry.id()));
        return ids;
    }

    /** Nothing of the task is under way any more; the window that has room now, or null. */
    LaneWindow settle(String id, Instant now) {
        held.remove(id);
        endedUnseen.remove(id);
        observers.remove(id);
        Entry entry = entries.get(id);
        if (entry == null) {
            lines.values().forEach(line -> line.lanes().forEach(window -> window.ended(id)));
            settledUnseen.put(id, now);
            return null;
        }
        remove(entry, true);
        entry.window.ended(id);
        if (entry.unoffered) {
            remember(entry.task);
        }
        return entry.window;
    }

    private void remember(StoredTask ran) {
        ranUnoffered.put(ran.task().id(), ran.revision());
        if (ranUnoffered.size() > MOST_REMEMBERED) {
            ranUnoffered.remove(ranUnoffered.keySet().iterator().next());
        }
    }

    private void remove(Entry entry, boolean began) {
        entries.remove(entry.id());
        if (entry.place == Place.WAITING) {
            entry.window.remove(entry);
        } else {
            line(entry).returned(entry);
            if (began) {
                limits.ended(entry.window);
            } else {
                limits.notBegun(entry);
            }
        }
        if (entry.place != Place.ENDED) {
            forsaken.accept(entry);
        }
    }

    /** The limits of the task type are others; returns its lanes. */
    List<LaneWindow> limitsChanged(String type) {
        List<LaneWindow> lanes =
                windows().stream().filter(window -> window.type.equals(type)).toList();
        lanes.forEach(limits::limitsChanged);
        return lanes;
    }

    /** What was handed out out of a window counts in the lane it belongs into now. */
    void recount(LaneWindow from) {
        for (Entry entry : entries.values()) {
            String lane = limits.lane(entry.task.task().spec());
            if (entry.window == from && entry.place != Place.WAITING && !lane.equals(from.lane)) {
                line(entry).returned(entry);
                entry.hasStart = false;
                entry.window = line(entry).open(lane);
                line(entry).handedOutBefore(entry);
                limits.tookOver(entry.window);
            }
        }
    }

    /**
     * What was handed out with that revision waits again, in the lane it belongs into now; the window in which something
     * changed, or null.
     *
     * @param park told of those there is no room for
     */
    LaneWindow recall(Recalled recalled, Consumer<Entry> park) {
        Entry entry = entries.get(recalled.id());
        if (entry == null || entry.place != Place.HANDED_OUT || entry.task.revision() != recalled.revision()) {
            return null;
        }
        entry.writeFirst |= recalled.writeFirst();
        line(entry).returned(entry);
        limits.notBegun(entry);
        LaneWindow window = window(entry.task.task().spec());
        if (window == null) {
            line(entry).isCrowded = true;
            entries.remove(entry.id());
            park.accept(entry);
            return entry.window;
        }
        entry.place = Place.WAITING;
        add(window, entry).forEach(park);
        return window;
    }

    /** Takes the task out, and keeps it out until it is settled or released; the window that has room now, or null. */
    LaneWindow hold(String id, Instant now) {
        held.put(id, now);
        Entry entry = entries.get(id);
        if (entry == null) {
            return null;
        }
        remove(entry, false);
        return entry.window;
    }

    /** What came of it may have got lost. */
    void forgetWhatWasBefore(Instant instant) {
        held.values().removeIf(since -> since.isBefore(instant));
        settledUnseen.values().removeIf(since -> since.isBefore(instant));
        endedUnseen.values().removeIf(since -> since.isBefore(instant));
    }

    void release(String id) {
        held.remove(id);
    }

    /** {@code entity} is to be told of the task, once it comes into memory if it is not there. */
    void follow(String id, ActorRef<TalkooMessage> entity) {
        Entry entry = entries.get(id);
        if (entry == null) {
            observers.put(id, entity);
        } else {
            entry.entity = entity;
            entry.followed = true;
        }
    }

    /** {@code entity} ends; the task it was to be told of, if it is in memory. */
    Entry gone(String id, ActorRef<TalkooMessage> entity) {
        observers.remove(id, entity);
        Entry entry = entries.get(id);
        if (entry == null || !entity.equals(entry.entity)) {
            return null;
        }
        entry.entity = null;
        return entry;
    }

    /** What ended, and was told to its entity before {@code instant} without an answer. */
    List<Entry> unsettledSince(Instant instant) {
        return entries.values().stream()
                .filter(entry -> entry.place == Place.ENDED && entry.toldAt.isBefore(instant))
                .toList();
    }

    /** Whether nothing that was handed out is still under way. */
    boolean isQuiet() {
        return entries.values().stream().allMatch(entry -> entry.place == Place.WAITING);
    }
}

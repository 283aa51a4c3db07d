package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The waiting tasks of one lane of a queue in one partition that are held in memory: the first ones of a line whose rest is
 * in the store. Where that rest begins is the {@code boundary}; nothing behind it is let in before the store was read, so the
 * order of service is that of the whole line. Belongs to one {@link Worker}; not thread-safe.
 */
final class LaneWindow {
    /** A waiting task's own size, next to its arguments. */
    private static final int BASE_BYTES = 512;

    private static final int SMALLEST_READ = 16;

    final String queue;

    /** See {@link Lane}. */
    final String lane;

    /** The task type whose limits hold; empty if none do. */
    final String type;

    final String fairKey;

    /** Tells it from all other lanes of its Worker. */
    final String key;

    /** What it may start; of use only while its type has limits. */
    final LaneStarts starts = new LaneStarts();

    private final int mostTasks;
    private final long mostBytes;
    private final TreeSet<Entry> waiting = new TreeSet<>((a, b) -> Order.STORED.compare(a.task, b.task));
    private long bytes;

    /** The lanes of its queue in which somebody waits. */
    private final Set<LaneWindow> occupied;

    /** Handed out, and not done with. */
    private int underWay;

    /** When it was served last, counted in turns of its queue. */
    long servedAt;

    /** When it was opened, counted likewise. */
    long openedAt;

    /** First task in the line that is not in memory; null if all are. */
    private TaskRecord boundary;

    /** What ended while a read of the store was under way, and may still be in its answer. */
    private Set<String> endedMeanwhile;

    /** First task that found no room while a read was under way. */
    private TaskRecord droppedMeanwhile;

    private boolean readFailed;
    private boolean retired;

    /** Earliest task to become due, of those in the store. */
    Instant nextDue;

    /** @param occupied kept up to date, for all lanes of the queue */
    LaneWindow(String queue, Lane lane, String text, Set<LaneWindow> occupied, int mostTasks, long mostBytes) {
        this.queue = queue;
        this.lane = text;
        this.type = lane.type();
        this.fairKey = lane.fairKey();
        this.key = key(queue, text);
        this.occupied = occupied;
        this.mostTasks = mostTasks;
        this.mostBytes = mostBytes;
    }

    static String key(String queue, String lane) {
        return queue + '\n' + lane;
    }

    /** Whether nothing of it is in memory, in the slots, or to be read. */
    boolean isEmpty() {
        return isIdle() && boundary == null && nextDue == null;
    }

    /** Whether nothing of it is in the slots or being read. */
    boolean isAtRest() {
        return underWay == 0 && !isReading();
    }

    /** Makes room for other lanes: takes in nothing more. */
    void retire() {
        boundary = null;
        nextDue = null;
        retired = true;
    }

    /** Takes those out of the line that fit. */
    List<Entry> removeIf(Predicate<Entry> which) {
        List<Entry> removed = waiting.stream().filter(which).toList();
        removed.forEach(this::remove);
        return removed;
    }

    boolean isRetired() {
        return retired;
    }

    /** Whether nothing of it is in memory or in the slots. */
    boolean isIdle() {
        return waiting.isEmpty() && underWay == 0 && endedMeanwhile == null;
    }

    /** How many tasks wait in memory. */
    int size() {
        return waiting.size();
    }

    /** The first in line; null if nobody waits. */
    Entry first() {
        return waiting.isEmpty() ? null : waiting.first();
    }

    /** Lets a task into the line; returns those there is no room for, which may be it. */
    List<Entry> add(Entry entry) {
        if (boundary != null && Order.TASKS.compare(boundary, entry.task.task()) <= 0) {
            dropped(entry);
            return List.of(entry);
        }
        insert(entry);
        return waiting.size() <= mostTasks && bytes <= mostBytes ? List.of() : shorten();
    }

    private void insert(Entry entry) {
        if (waiting.add(entry)) {
            bytes += sizeBytes(entry);
            occupied.add(this);
        }
    }

    private void dropped(Entry entry) {
        TaskRecord task = entry.task.task();
        notInMemory(task);
        if (isReading() && (droppedMeanwhile == null || Order.TASKS.compare(task, droppedMeanwhile) < 0)) {
            droppedMeanwhile = task;
        }
    }

    private List<Entry> shorten() {
        List<Entry> dropped = new ArrayList<>(1);
        while (waiting.size() > mostTasks || (bytes > mostBytes && waiting.size() > 1)) {
            Entry last = waiting.last();
            remove(last);
            dropped(last);
            dropped.add(last);
        }
        return dropped;
    }

    void remove(Entry entry) {
        if (waiting.remove(entry)) {
            bytes -= sizeBytes(entry);
            if (waiting.isEmpty()) {
                occupied.remove(this);
            }
        }
    }

    private static int sizeBytes(Entry entry) {
        var spec = entry.task.task().spec();
        return BASE_BYTES + spec.args().sizeBytes() + spec.kwargs().sizeBytes();
    }

    /** Takes the first out of the line, to be handed to the slots. */
    Entry take() {
        Entry first = waiting.first();
        remove(first);
        underWay++;
        return first;
    }

    /** Other slots have this task already. */
    void handedOutBefore() {
        underWay++;
    }

    /** A task that was handed out is done with, or comes back. */
    void returned() {
        underWay--;
    }

    /** Whether the line in memory is short, the store has more of it, and is not being read. */
    boolean wantsMore() {
        return !isReading() && !readFailed && boundary != null && waiting.size() <= mostTasks / 4;
    }

    /** How many tasks to read: a few even if there is no room, since they may come before those in memory. */
    int readSize() {
        return bytes >= mostBytes ? SMALLEST_READ : Math.max(SMALLEST_READ, mostTasks - waiting.size());
    }

    /** How large they may be together: more would only be dropped again. */
    long mostBytes() {
        return mostBytes;
    }

    boolean isReading() {
        return endedMeanwhile != null;
    }

    void readBegins() {
        endedMeanwhile = new HashSet<>();
        droppedMeanwhile = null;
        readFailed = false;
    }

    /** Nothing of this task is under way any more; a read that began earlier may still bring it. */
    void ended(String id) {
        if (isReading()) {
            endedMeanwhile.add(id);
        }
    }

    /** Whether a task that a read brought ended while it was under way. */
    boolean endedWhileReading(String id) {
        return endedMeanwhile.contains(id);
    }

    /** The store did not answer; the next sweep tries again. */
    void readFailed() {
        endedMeanwhile = null;
        readFailed = true;
    }

    /**
     * Takes what a read brought; returns those there is no room for.
     *
     * @param last the last task of the answer; null if it held all there was
     */
    List<Entry> readEnds(List<Entry> entries, TaskRecord last) {
        endedMeanwhile = null;
        boundary = null;
        entries.forEach(this::insert);
        List<Entry> dropped = shorten();
        while (last != null && !waiting.isEmpty() && isBehind(waiting.last(), last)) {
            dropped.add(waiting.last());
            remove(waiting.last());
        }
        notInMemory(last);
        notInMemory(droppedMeanwhile);
        return dropped;
    }

    private static boolean isBehind(Entry entry, TaskRecord task) {
        return Order.TASKS.compare(entry.task.task(), task) > 0;
    }

    private void notInMemory(TaskRecord task) {
        if (task != null && (boundary == null || Order.TASKS.compare(task, boundary) < 0)) {
            boundary = task;
        }
    }
}

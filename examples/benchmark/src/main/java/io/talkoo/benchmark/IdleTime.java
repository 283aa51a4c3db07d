package io.talkoo.benchmark;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;

/**
 * For how long at a stretch slots were idle while tasks waited that they could have run. The slots of a node are alike, so
 * whichever has been idle for longest is taken to run the next task.
 */
final class IdleTime {
    private static final int DIGITS = 3;

    private final Histogram stretches = new Histogram(DIGITS);
    private final List<Stretch> waiting;
    private final Stretch window;
    private long total;

    /** A time on the clock of the records. */
    record Stretch(long from, long to) {
        private boolean touches(Stretch other) {
            return other.from <= to && from <= other.to;
        }

        private Stretch and(Stretch other) {
            return new Stretch(Math.max(from, other.from), Math.min(to, other.to));
        }

        private Stretch or(Stretch other) {
            return new Stretch(Math.min(from, other.from), Math.max(to, other.to));
        }

        private long nanos() {
            return to - from;
        }
    }

    /**
     * @param tasks all that were open in the window
     * @param window in which is looked
     */
    IdleTime(Collection<ServedTask> tasks, List<String> nodes, int slotsOfEach, Stretch window) {
        this.window = window;
        this.waiting = union(tasks.stream()
                .filter(task -> task.waitedNanos() > 0)
                .map(task -> new Stretch(task.acceptedNanos(), task.span().startNanos()))
                .sorted(Comparator.comparingLong(Stretch::from))
                .toList());
        for (String node : nodes) {
            look(spans(tasks, node), slotsOfEach);
        }
    }

    /** Each stretch of a slot, in nanoseconds. */
    Histogram stretches() {
        return stretches;
    }

    /** All stretches of all slots together. */
    double seconds() {
        return total / 1e9;
    }

    private static List<Stretch> union(List<Stretch> sorted) {
        Deque<Stretch> union = new ArrayDeque<>();
        for (Stretch next : sorted) {
            boolean joins = !union.isEmpty() && union.getLast().touches(next);
            union.addLast(joins ? union.removeLast().or(next) : next);
        }
        return List.copyOf(union);
    }

    private static List<Span> spans(Collection<ServedTask> tasks, String node) {
        return tasks.stream()
                .map(ServedTask::span)
                .filter(span -> span.node().equals(node))
                .sorted(Comparator.comparingLong(Span::startNanos))
                .toList();
    }

    private void look(List<Span> spans, int slots) {
        PriorityQueue<Long> running = new PriorityQueue<>();
        Deque<Long> idleSince = new ArrayDeque<>();
        for (int slot = 0; slot < slots; slot++) {
            idleSince.add(window.from);
        }
        for (Span span : spans) {
            release(running, span.startNanos(), idleSince);
            if (!idleSince.isEmpty()) {
                idle(idleSince.removeFirst(), span.startNanos());
            }
            running.add(span.endNanos());
        }
        release(running, window.to, idleSince);
        idleSince.forEach(since -> idle(since, window.to));
    }

    private static void release(PriorityQueue<Long> running, long until, Deque<Long> idleSince) {
        while (!running.isEmpty() && running.peek() <= until) {
            idleSince.addLast(running.remove());
        }
    }

    /** Of the time a slot was idle, what counts. */
    private void idle(long from, long to) {
        Stretch looked = new Stretch(from, to).and(window);
        for (Stretch each : waiting) {
            long wasted = looked.and(each).nanos();
            if (wasted > 0) {
                stretches.recordValue(wasted);
                total += wasted;
            }
        }
    }
}

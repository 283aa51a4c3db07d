package io.talkoo.engine.internal.task;

import java.util.Comparator;
import java.util.Optional;

/**
 * Where in a task's life a change stands: the revision of its row, and the changes since that were not written down.
 */
public record EventId(long revision, long change) implements Comparable<EventId> {
    private static final Comparator<EventId> ORDER =
            Comparator.comparingLong(EventId::revision).thenComparingLong(EventId::change);

    /** Reads what {@link #toString} wrote; empty for anything else. */
    public static Optional<EventId> parse(String text) {
        int dash = text == null ? -1 : text.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new EventId(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(EventId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return revision + "-" + change;
    }
}

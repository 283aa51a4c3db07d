package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down of which queues, names and states there were ever tasks, and before what time they were all created, in the
 * transaction that stores the tasks. What was written before is remembered, so that it costs a look into a map. Of the
 * writer's thread.
 */
final class TaskKinds {
    private static final String WRITE = """
            INSERT INTO task_kind(queue, name, state, created_before) VALUES (?, ?, ?, ?)
            ON CONFLICT(queue, name, state) DO UPDATE SET created_before = excluded.created_before
            WHERE task_kind.created_before < excluded.created_before""";

    /** How far ahead of a kind's tasks its time is, and so how often it is written at most. */
    private static final long AHEAD_MILLIS = Duration.ofSeconds(10).toMillis();

    /** A queue for each customer is possible; what was forgotten is written again. */
    private static final int MOST_REMEMBERED = 50_000;

    private record Kind(String queue, String name, Phase phase) {
        /** The same on all nodes, so that two do not wait for each other. */
        static final Comparator<Kind> ORDER = Comparator.comparing(Kind::toString);

        static Kind of(TaskRecord task) {
            return new Kind(task.spec().queue(), task.spec().name(), task.phase());
        }
    }

    /** With the time before which their tasks were created, in epoch milliseconds. */
    private final Map<Kind, Long> known = new HashMap<>();

    /** What the open transaction has to write. */
    private final Map<Kind, Long> added = new HashMap<>();

    /** @param written for each row whether it was, as the number of rows changed */
    void add(List<Write> rows, long[] written) {
        for (int i = 0; i < written.length; i++) {
            if (written[i] > 0 && rows.get(i) instanceof TaskWrite row) {
                add(row.task());
            }
        }
    }

    private void add(TaskRecord task) {
        Kind kind = Kind.of(task);
        long createdAt = Millis.floor(task.spec().createdAt());
        Long before = known.get(kind);
        if (before == null || createdAt >= before) {
            added.merge(kind, createdAt + AHEAD_MILLIS, Math::max);
        }
    }

    /** To be called last in a transaction: another node that writes the same has to wait for its end. */
    void write(Session session) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        PreparedStatement write = session.prepared(WRITE);
        for (Kind kind : added.keySet().stream().sorted(Kind.ORDER).toList()) {
            write.setString(1, kind.queue());
            write.setString(2, kind.name());
            write.setInt(3, kind.phase().code());
            write.setLong(4, added.get(kind));
            write.executeUpdate();
        }
        if (known.size() > MOST_REMEMBERED) {
            known.clear();
        }
        known.putAll(added);
        added.clear();
    }

    /** What was added last may not have been committed. */
    void forget() {
        known.clear();
        added.clear();
    }
}

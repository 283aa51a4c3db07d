package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes down of which queues, names and states there were ever tasks, in the transaction that stores the tasks. What was
 * written before is remembered, so that it costs a look into a set. Of the writer's thread.
 */
final class TaskKinds {
    private static final String INSERT = """
            INSERT INTO task_kind(queue, name, state) VALUES (?, ?, ?) ON CONFLICT DO NOTHING""";

    /** A queue for each customer is possible; what was forgotten is written again. */
    private static final int MOST_REMEMBERED = 50_000;

    private record Kind(String queue, String name, Phase phase) {
        /** The same on all nodes, so that two do not wait for each other. A null is for the database to refuse. */
        static final Comparator<Kind> ORDER = Comparator.comparing(Kind::toString);

        static Kind of(TaskRecord task) {
            return new Kind(task.spec().queue(), task.spec().name(), task.phase());
        }
    }

    private final Set<Kind> known = new HashSet<>();

    /** To be called with all rows that are about to be written. */
    void add(Session session, List<Write> rows) throws SQLException {
        Set<Kind> unknown = new HashSet<>();
        for (Write row : rows) {
            if (row instanceof TaskWrite write) {
                Kind kind = Kind.of(write.task());
                if (!known.contains(kind)) {
                    unknown.add(kind);
                }
            }
        }
        if (!unknown.isEmpty()) {
            insert(session, unknown);
        }
    }

    private void insert(Session session, Set<Kind> kinds) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        for (Kind kind : kinds.stream().sorted(Kind.ORDER).toList()) {
            insert.setString(1, kind.queue());
            insert.setString(2, kind.name());
            insert.setInt(3, kind.phase().code());
            insert.executeUpdate();
        }
        if (known.size() > MOST_REMEMBERED) {
            known.clear();
        }
        known.addAll(kinds);
    }

    /** What was added last may not have been committed. */
    void forget() {
        known.clear();
    }
}

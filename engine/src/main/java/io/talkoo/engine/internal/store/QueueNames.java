package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Write.Change;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes down the queues of new tasks, in the transaction that stores the tasks. What was written before is remembered,
 * so that it costs a look into a set. Of the writer's thread.
 */
final class QueueNames {
    private static final String INSERT = "INSERT INTO queue(name) VALUES (?) ON CONFLICT DO NOTHING";

    /** A queue for each customer is possible; what was forgotten is written again. */
    private static final int MOST_REMEMBERED = 10_000;

    private final Set<String> known = new HashSet<>();

    /** To be called with all rows that are about to be written. */
    void add(Session session, Change change, List<Write> rows) throws SQLException {
        if (change != Change.INSERT_TASK && change != Change.INSERT_STEP) {
            return;
        }
        // In their order, so that two nodes do not wait for each other.
        Set<String> unknown = new TreeSet<>();
        for (Write row : rows) {
            String queue = ((TaskWrite) row).task().spec().queue();
            if (!known.contains(queue)) {
                unknown.add(queue);
            }
        }
        if (!unknown.isEmpty()) {
            insert(session, unknown);
        }
    }

    private void insert(Session session, Set<String> names) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        for (String name : names) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
        if (known.size() > MOST_REMEMBERED) {
            known.clear();
        }
        known.addAll(names);
    }

    /** What was added last may not have been committed. */
    void forget() {
        known.clear();
    }
}

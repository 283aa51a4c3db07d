package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.StoredTask;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Fetches what a queue has ready. One statement a priority walks the index of the open tasks, which holds the ids in the
 * order wanted and nothing else, so that what is skipped costs a step in the index and no read of a row.
 */
final class ReadyQuery {
    private static final int HIGHEST_PRIORITY = 9;

    static final String IDS = """
            SELECT id FROM task
            WHERE part = ? AND queue = ? AND priority = ? AND state < 10 AND due_at <= ? ORDER BY due_at, id""";

    private static final String ROW = "SELECT revision, data, name FROM task WHERE id = ?";

    private final Session session;
    private final TaskCodec codec;
    private final int partition;
    private final String queue;
    private final Instant dueBy;

    ReadyQuery(Session session, TaskCodec codec, int partition, String queue, Instant dueBy) {
        this.session = session;
        this.codec = codec;
        this.partition = partition;
        this.queue = queue;
        this.dueBy = dueBy;
    }

    List<StoredTask> fetch(Set<String> exceptNames, Set<String> skipIds, int limit) throws SQLException {
        List<StoredTask> found = new ArrayList<>();
        for (int priority = HIGHEST_PRIORITY; priority >= 0 && found.size() < limit; priority--) {
            try (ResultSet ids = ids(priority)) {
                while (found.size() < limit && ids.next()) {
                    String id = ids.getString(1);
                    if (!skipIds.contains(id)) {
                        addRow(id, exceptNames, found);
                    }
                }
            }
        }
        return found;
    }

    private ResultSet ids(int priority) throws SQLException {
        PreparedStatement select = session.prepared(IDS);
        select.setInt(1, partition);
        select.setString(2, queue);
        select.setInt(3, priority);
        select.setLong(4, Millis.floor(dueBy));
        return select.executeQuery();
    }

    private void addRow(String id, Set<String> exceptNames, List<StoredTask> found) throws SQLException {
        PreparedStatement select = session.prepared(ROW);
        select.setString(1, id);
        try (ResultSet row = select.executeQuery()) {
            if (row.next() && !exceptNames.contains(row.getString(3))) {
                TaskRows.readIfPossible(row, id, codec).ifPresent(found::add);
            }
        }
    }
}

package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the indexes over the open tasks of a partition tell without reading rows: a handful of probes each. */
final class OpenTasks {
    /** All priorities, as something to select from: one statement instead of one for each. */
    static final String PRIORITIES =
            "WITH RECURSIVE each(priority) AS (VALUES (9), (8), (7), (6), (5), (4), (3), (2), (1), (0)) ";

    static final String NEXT_DUE = PRIORITIES + """
            SELECT min((
                SELECT due_at FROM task
                WHERE part = ? AND queue = ? AND lane = ? AND priority = each.priority AND state < 10 AND due_at > ?
                ORDER BY due_at LIMIT 1))
            FROM each""";

    /** Jumps from one queue to the next, however many tasks lie between. */
    static final String QUEUES = """
            WITH RECURSIVE found(queue) AS (
                SELECT (SELECT queue FROM task WHERE part = ? AND state < 10 ORDER BY queue LIMIT 1)
                UNION ALL
                SELECT (
                    SELECT queue FROM task WHERE part = ? AND state < 10 AND queue > found.queue
                    ORDER BY queue LIMIT 1)
                FROM found WHERE found.queue IS NOT NULL)
            SELECT queue FROM found WHERE queue IS NOT NULL""";

    /** Jumps from one lane to the next, and looks into each whether anything in it is due. */
    static final String DUE_LANES = PRIORITIES + """
            , found(lane) AS (
                SELECT (
                    SELECT lane FROM task WHERE part = ? AND queue = ? AND state < 10 AND lane > ?
                    ORDER BY lane LIMIT 1)
                UNION ALL
                SELECT (
                    SELECT lane FROM task WHERE part = ? AND queue = ? AND state < 10 AND lane > found.lane
                    ORDER BY lane LIMIT 1)
                FROM found WHERE found.lane IS NOT NULL)
            SELECT lane, EXISTS (
                SELECT 1 FROM each WHERE (
                    SELECT 1 FROM task
                    WHERE part = ? AND queue = ? AND lane = found.lane AND priority = each.priority AND state < 10
                        AND due_at <= ?
                    LIMIT 1) IS NOT NULL)
            FROM found WHERE lane IS NOT NULL LIMIT ?""";

    // A running task is past expiring.
    private static final String WAITING_WITH_EXPIRY =
            "FROM task WHERE part = ? AND state < 10 AND expires_at IS NOT NULL AND state <> 1 ";

    static final String EXPIRED =
            "SELECT id " + WAITING_WITH_EXPIRY + "AND expires_at <= ? ORDER BY expires_at LIMIT ?";

    static final String NEXT_EXPIRY = "SELECT expires_at " + WAITING_WITH_EXPIRY + "ORDER BY expires_at LIMIT 1";

    private final Session session;
    private final int partition;

    OpenTasks(Session session, int partition) {
        this.session = session;
        this.partition = partition;
    }

    Optional<Instant> nextDue(String queue, String lane, Instant after) throws SQLException {
        PreparedStatement select = session.prepared(NEXT_DUE);
        select.setInt(1, partition);
        select.setString(2, queue);
        select.setString(3, lane);
        select.setLong(4, Millis.floor(after));
        try (ResultSet row = select.executeQuery()) {
            row.next();
            long dueAt = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(dueAt));
        }
    }

    TaskQueries.Lanes dueLanes(String queue, String behind, Instant dueBy, int most) throws SQLException {
        PreparedStatement select = session.prepared(DUE_LANES);
        select.setInt(1, partition);
        select.setString(2, queue);
        select.setString(3, behind);
        select.setInt(4, partition);
        select.setString(5, queue);
        select.setInt(6, partition);
        select.setString(7, queue);
        select.setLong(8, Millis.floor(dueBy));
        select.setInt(9, most);
        List<String> due = new ArrayList<>();
        String last = null;
        int seen = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                seen++;
                last = row.getString(1);
                if (row.getBoolean(2)) {
                    due.add(last);
                }
            }
        }
        return new TaskQueries.Lanes(due, seen < most ? null : last);
    }

    List<String> queues() throws SQLException {
        PreparedStatement select = session.prepared(QUEUES);
        select.setInt(1, partition);
        select.setInt(2, partition);
        try (ResultSet rows = select.executeQuery()) {
            return TaskRows.texts(rows);
        }
    }

    List<String> expired(Instant now, int limit) throws SQLException {
        PreparedStatement select = session.prepared(EXPIRED);
        select.setInt(1, partition);
        select.setLong(2, Millis.floor(now));
        select.setInt(3, limit);
        try (ResultSet rows = select.executeQuery()) {
            return TaskRows.texts(rows);
        }
    }

    Optional<Instant> nextExpiry() throws SQLException {
        PreparedStatement select = session.prepared(NEXT_EXPIRY);
        select.setInt(1, partition);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
        }
    }
}

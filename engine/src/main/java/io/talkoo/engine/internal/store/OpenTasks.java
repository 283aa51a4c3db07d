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
    private static final int HIGHEST_PRIORITY = 9;

    static final String NEXT_DUE = """
            SELECT due_at FROM task
            WHERE part = ? AND queue = ? AND priority = ? AND state < 10 AND due_at > ? ORDER BY due_at LIMIT 1""";

    static final String NEXT_QUEUE =
            "SELECT queue FROM task WHERE part = ? AND queue > ? AND state < 10 ORDER BY queue LIMIT 1";

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

    Optional<Instant> nextDue(List<String> queues, Instant after) throws SQLException {
        long next = Long.MAX_VALUE;
        for (String queue : queues) {
            for (int priority = 0; priority <= HIGHEST_PRIORITY; priority++) {
                next = Math.min(next, nextDue(queue, priority, after));
            }
        }
        return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
    }

    private long nextDue(String queue, int priority, Instant after) throws SQLException {
        PreparedStatement select = session.prepared(NEXT_DUE);
        select.setInt(1, partition);
        select.setString(2, queue);
        select.setInt(3, priority);
        select.setLong(4, Millis.floor(after));
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : Long.MAX_VALUE;
        }
    }

    /** Jumps from one queue to the next, however many tasks lie between. */
    List<String> queues() throws SQLException {
        List<String> queues = new ArrayList<>();
        for (Optional<String> next = queueAfter(""); next.isPresent(); next = queueAfter(next.get())) {
            queues.add(next.get());
        }
        return queues;
    }

    private Optional<String> queueAfter(String queue) throws SQLException {
        PreparedStatement select = session.prepared(NEXT_QUEUE);
        select.setInt(1, partition);
        select.setString(2, queue);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    List<String> expired(Instant now, int limit) throws SQLException {
        PreparedStatement select = session.prepared(EXPIRED);
        select.setInt(1, partition);
        select.setLong(2, Millis.floor(now));
        select.setInt(3, limit);
        try (ResultSet rows = select.executeQuery()) {
            return TaskRows.ids(rows);
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

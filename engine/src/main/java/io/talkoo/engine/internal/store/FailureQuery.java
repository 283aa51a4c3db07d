package io.talkoo.engine.internal.store;

import io.talkoo.protocol.FailureGroup;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Failures in groups; reads the index of failures and no row. */
final class FailureQuery {
    static final String GROUPS = """
            SELECT error_type, name, count(*) AS failures, max(finished_at) AS last_at FROM task
            WHERE state = 11 AND error_type IS NOT NULL
            GROUP BY error_type, name ORDER BY failures DESC, error_type, name LIMIT ?""";

    static final String LAST = """
            SELECT id FROM task WHERE state = 11 AND error_type = ? AND name = ? AND finished_at = ?
            ORDER BY id DESC LIMIT 1""";

    private FailureQuery() {}

    static List<FailureGroup> groups(Session session, int limit) throws SQLException {
        PreparedStatement select = session.prepared(GROUPS);
        select.setInt(1, limit);
        List<FailureGroup> groups = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                groups.add(group(session, row));
            }
        }
        return groups;
    }

    private static FailureGroup group(Session session, ResultSet row) throws SQLException {
        long lastAt = row.getLong(4);
        PreparedStatement last = session.prepared(LAST);
        last.setString(1, row.getString(1));
        last.setString(2, row.getString(2));
        last.setLong(3, lastAt);
        try (ResultSet found = last.executeQuery()) {
            String id = found.next() ? found.getString(1) : null;
            return new FailureGroup(
                    row.getString(1), row.getString(2), row.getLong(3), Instant.ofEpochMilli(lastAt), id);
        }
    }
}

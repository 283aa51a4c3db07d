package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A page of workflows, newest first.
 *
 * @param after the last one of the page before; null for the first page
 */
record WorkflowQuery(PageCursor after, int limit) {
    static final String FIRST = """
            SELECT w.created_at, w.id, t.revision, t.data FROM workflow w JOIN task t ON t.id = w.id
            ORDER BY w.created_at DESC, w.id DESC LIMIT ?""";

    static final String NEXT = """
            SELECT w.created_at, w.id, t.revision, t.data FROM workflow w JOIN task t ON t.id = w.id
            WHERE (w.created_at, w.id) < (?, ?)
            ORDER BY w.created_at DESC, w.id DESC LIMIT ?""";

    TaskQueries.Page fetch(Session session, TaskCodec codec) throws SQLException {
        PreparedStatement select = session.prepared(after == null ? FIRST : NEXT);
        int index = 1;
        if (after != null) {
            select.setLong(index++, after.createdAtMillis());
            select.setString(index++, after.id());
        }
        select.setInt(index, limit + 1);
        try (ResultSet rows = select.executeQuery()) {
            return ListQuery.page(rows, limit, codec);
        }
    }
}

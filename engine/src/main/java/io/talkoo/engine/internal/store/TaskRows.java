package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TalkooException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads tasks' rows. */
final class TaskRows {
    private static final int ROWS_A_READ = 256;

    /** SQLite finds a tree by its time and id alone. */
    static final String TREE = """
            SELECT w.tree FROM task t JOIN workflow w ON w.created_at = t.created_at AND w.id = t.id
            WHERE t.id = ?""";

    /** All of a tree have the same root, and none but the root itself has its own id for it. */
    static final String CHILDREN = """
            SELECT c.id FROM task p JOIN task c ON c.root_id = p.root_id AND c.root_id <> c.id AND c.parent_id = p.id
            WHERE p.id = ? ORDER BY c.created_at, c.id LIMIT ?""";

    static final String NEWEST = "SELECT created_at FROM task ORDER BY created_at DESC LIMIT 1";

    private TaskRows() {}

    static StoredTask read(TaskRow row, TaskCodec codec) {
        return new StoredTask(codec.decode(row.data()), row.revision());
    }

    /** As {@link #read}, but empty where the bytes make no sense, so that one such row does not hide all others. */
    static Optional<StoredTask> readIfPossible(TaskRow row, TaskCodec codec) {
        try {
            return Optional.of(read(row, codec));
        } catch (IllegalStateException | UncheckedIOException | TalkooException e) {
            codec.unreadable().leftOut(row.id(), e);
            return Optional.empty();
        }
    }

    static Optional<JsonBytes> tree(Session session, String id) throws SQLException {
        PreparedStatement select = session.prepared(TREE);
        select.setString(1, id);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(JsonBytes.wrap(row.getBytes(1))) : Optional.empty();
        }
    }

    static List<StoredTask> read(Session session, Collection<String> ids, TaskCodec codec) throws SQLException {
        List<String> all = List.copyOf(ids);
        List<StoredTask> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ROWS_A_READ) {
            List<String> some = all.subList(from, Math.min(all.size(), from + ROWS_A_READ));
            session.dialect()
                    .tasks(session, some)
                    .values()
                    .forEach(row -> readIfPossible(row, codec).ifPresent(found::add));
        }
        return found;
    }

    static Optional<Instant> newestCreatedAt(Session session) throws SQLException {
        try (ResultSet row = session.prepared(NEWEST).executeQuery()) {
            return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
        }
    }

    static List<String> children(Session session, String parentId, int limit) throws SQLException {
        PreparedStatement children = session.prepared(CHILDREN);
        children.setString(1, parentId);
        children.setInt(2, limit);
        try (ResultSet rows = children.executeQuery()) {
            return texts(rows);
        }
    }

    static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }
}

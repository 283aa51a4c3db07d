package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What is said to SQLite in its own words: the statements of the write path and the meaning of its errors. */
final class SqliteDialect {
    /** Takes the write lock at once: a lock taken later in the transaction cannot be waited for. */
    static final String BEGIN_WRITE = "BEGIN IMMEDIATE";

    /** Larger than what one row needs, so that a disk with a few free pages does not count as healed. */
    private static final int PROBE_BYTES = 256 * 1024;

    private static final int PRIMARY_CODE = 0xff;

    private static final String INSERT_TASK = """
            INSERT INTO task(state, custom_state, due_at, finished_at, purge_at, attempts, revision, data, id,
                part, queue, name, priority, created_at, expires_at, parent_id, root_id, headers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(id) DO NOTHING""";

    private static final String UPDATE_TASK = """
            UPDATE task SET state = ?, custom_state = ?, due_at = ?, finished_at = ?, purge_at = ?, attempts = ?,
                revision = ?, data = ?
            WHERE id = ? AND revision = ?""";

    private static final String DELETE_TASK = "DELETE FROM task WHERE id = ? AND (? = -1 OR revision = ? - 1)";

    // A row that is not there is inserted at any revision: an actor that deleted its state may go on and persist again.
    private static final String SAVE_ENTITY = """
            INSERT INTO entity_state(persistence_id, revision, tag, serializer_id, manifest, data)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT(persistence_id) DO UPDATE SET revision = excluded.revision, tag = excluded.tag,
                serializer_id = excluded.serializer_id, manifest = excluded.manifest, data = excluded.data
            WHERE entity_state.revision = excluded.revision - 1""";

    private static final String DELETE_ENTITY =
            "DELETE FROM entity_state WHERE persistence_id = ? AND (? = -1 OR revision = ? - 1)";

    String sql(Write.Change change) {
        return switch (change) {
            case INSERT_TASK -> INSERT_TASK;
            case UPDATE_TASK -> UPDATE_TASK;
            case DELETE_TASK -> DELETE_TASK;
            case SAVE_ENTITY -> SAVE_ENTITY;
            case DELETE_ENTITY -> DELETE_ENTITY;
        };
    }

    /** Writes something and takes it away again. Throws when the database does not take writes. */
    void probe(Session session) throws SQLException {
        session.execute("INSERT OR REPLACE INTO meta(name, value) VALUES ('probe', zeroblob(" + PROBE_BYTES + "))");
        session.execute("DELETE FROM meta WHERE name = 'probe'");
    }

    /** Whether the error is of the database as a whole, such as a full disk, and no fault of the statement. */
    boolean isFault(Throwable error) {
        return error instanceof SQLException sql
                && switch (primary(sql)) {
                    case SQLITE_FULL,
                            SQLITE_IOERR,
                            SQLITE_NOMEM,
                            SQLITE_BUSY,
                            SQLITE_LOCKED,
                            SQLITE_CORRUPT,
                            SQLITE_NOTADB,
                            SQLITE_CANTOPEN,
                            SQLITE_READONLY,
                            SQLITE_PERM,
                            SQLITE_PROTOCOL -> true;
                    default -> false;
                };
    }

    private static SQLiteErrorCode primary(SQLException error) {
        return SQLiteErrorCode.getErrorCode(error.getErrorCode() & PRIMARY_CODE);
    }

    /** The error as the store's callers get it. */
    Throwable translate(Throwable error) {
        return isFault(error)
                ? new StoreUnavailableException(
                        "the store cannot be read or written at the moment: " + error.getMessage())
                : error;
    }
}

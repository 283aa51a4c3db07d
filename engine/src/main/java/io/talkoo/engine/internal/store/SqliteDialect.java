package io.talkoo.engine.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.internal.store.FilterConditions.Condition;
import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.Json;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite's words.
 *
 * <p>Transactions are opened and closed in SQL: after a full disk SQLite has ended the transaction by itself, which JDBC's
 * own bookkeeping does not notice, and every later row would be committed alone.
 */
final class SqliteDialect implements Dialect {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteDialect.class);

    /** Larger than what one row needs, so that a disk with a few free pages does not count as healed. */
    private static final int PROBE_BYTES = 256 * 1024;

    private static final int PRIMARY_CODE = 0xff;

    private static final int PAGES_A_STEP = 64;

    /** Left free, since the next tasks will need them. */
    private static final int SPARE_PAGES = 256;

    private final WaitingSteps waitingSteps = new WaitingSteps();
    private final DeferredReleases deferred = new DeferredReleases();

    /** Whether what is written may be taken back alone. */
    private boolean isAlone;

    /** Takes the write lock at once: a lock taken later in the transaction cannot be waited for. */
    @Override
    public void begin(Session session) throws SQLException {
        session.execute("BEGIN IMMEDIATE");
        deferred.begin(session);
    }

    @Override
    public void commit(Session session) throws SQLException {
        session.kinds().write(session);
        deferred.log(session);
        session.execute("COMMIT");
        deferred.committed();
    }

    @Override
    public void rollback(Session session) {
        forget(session);
        deferred.rolledBack();
        rollBack(session);
    }

    private static void rollBack(Session session) {
        try {
            session.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("There was nothing to roll back: {}", e.getMessage());
        }
    }

    private void forget(Session session) {
        session.forget();
        waitingSteps.forget();
    }

    @Override
    public void beginReads(Session session) throws SQLException {
        session.execute("BEGIN");
    }

    @Override
    public void endReads(Session session) {
        rollBack(session);
    }

    @Override
    public long[] write(Session session, Change change, List<Write> rows) throws SQLException {
        long[] written = change(session, change, rows);
        session.kinds().add(rows, written);
        return written;
    }

    private long[] change(Session session, Change change, List<Write> rows) throws SQLException {
        return switch (change) {
            case INSERT_STEP -> insertSteps(session, rows);
            case UPDATE_TASK -> {
                waitingSteps.changed(rows);
                yield deferred.update(session, rows);
            }
            case FAIL_TASK, UPDATE_STEP, DELETE_TASK -> {
                waitingSteps.changed(rows);
                deferred.writeBefore(session, rows);
                yield batch(session, SqliteSql.of(change), rows);
            }
            default -> batch(session, SqliteSql.of(change), rows);
        };
    }

    private long[] insertSteps(Session session, List<Write> rows) throws SQLException {
        long[] inserted = batch(session, SqliteSql.INSERT_STEP, rows);
        waitingSteps.add(rows, inserted);
        return inserted;
    }

    /** Runs a statement for each row. Returns for each how many rows it changed. */
    static long[] batch(Session session, String sql, List<? extends Bound> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new long[0];
        }
        PreparedStatement statement = session.prepared(sql);
        StatementValues values = new StatementValues(statement);
        try {
            for (Bound row : rows) {
                values.bind(row);
                statement.addBatch();
            }
            return statement.executeLargeBatch();
        } finally {
            statement.clearBatch();
        }
    }

    @Override
    public <T> T alone(Session session, Statements<T> statements) throws SQLException {
        session.execute("SAVEPOINT alone");
        isAlone = true;
        try {
            T result = statements.run();
            session.execute("RELEASE alone");
            return result;
        } catch (SQLException | RuntimeException e) {
            if (fault(e) == Fault.ROW) {
                waitingSteps.forget();
                session.execute("ROLLBACK TO alone");
                session.execute("RELEASE alone");
            }
            throw e;
        } finally {
            isAlone = false;
        }
    }

    @Override
    public List<Freed> release(Session session, Collection<ReleaseWrite> releases) throws SQLException {
        List<Freed> freed = new ArrayList<>();
        PreparedStatement statement = session.prepared(SqliteSql.RELEASE);
        StatementValues values = new StatementValues(statement);
        for (ReleaseWrite release : releaseWaitingSteps(releases, freed)) {
            values.bind(release);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && row.getInt(1) == 0) {
                    freed.add(new Freed(
                            new TaskRow(release.id(), row.getLong(3), row.getString(4), row.getBytes(5)),
                            row.getInt(2)));
                }
            }
        }
        return freed;
    }

    /** Returns the releases of rows that are not known as they are. */
    private List<ReleaseWrite> releaseWaitingSteps(Collection<ReleaseWrite> releases, List<Freed> freed) {
        if (isAlone) {
            return List.copyOf(releases);
        }
        List<ReleaseWrite> others = new ArrayList<>();
        for (ReleaseWrite release : releases) {
            WaitingSteps.Released step = waitingSteps.take(release);
            if (step == null) {
                others.add(release);
            } else {
                deferred.add(step);
                freed.add(new Freed(null, Phase.PENDING.code(), step.task()));
            }
        }
        return others;
    }

    @Override
    public StoredTask known(String id) {
        StoredTask released = deferred.find(id);
        return released == null ? waitingSteps.find(id) : released;
    }

    @Override
    public boolean isSettled() {
        return deferred.isEmpty();
    }

    @Override
    public void settle(Session session) throws SQLException {
        deferred.writeAll(session);
    }

    @Override
    public void recover(Session session, TaskCodec codec) throws SQLException {
        begin(session);
        DeferredReleases.recover(session, codec);
        commit(session);
    }

    /** In this process there are no round trips to save: one by one is as good as together. */
    @Override
    public Map<String, TaskRow> tasks(Session session, Collection<String> ids) throws SQLException {
        PreparedStatement select = session.prepared(SqliteSql.TASK);
        Map<String, TaskRow> found = new HashMap<>();
        for (String id : ids) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    found.put(id, new TaskRow(id, row.getLong(1), row.getString(2), row.getBytes(3)));
                }
            }
        }
        return found;
    }

    /** There is no one else: a transaction that writes is alone. */
    @Override
    public Map<String, TaskRow> locked(Session session, Collection<String> ids) throws SQLException {
        return tasks(session, ids);
    }

    @Override
    public String headers(Map<String, String> headers) {
        try {
            return headers.isEmpty() ? null : Json.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write headers", e);
        }
    }

    @Override
    public Condition header(String key, String value) {
        return new Condition(SqliteSql.HEADER, key, value);
    }

    @Override
    public Optional<String> openTasks() {
        return Optional.of("task INDEXED BY task_open");
    }

    @Override
    public String clock() {
        return null;
    }

    @Override
    public String takeFromInbox() {
        return """
                DELETE FROM task_inbox WHERE id IN (SELECT id FROM task_inbox ORDER BY id LIMIT ?)
                RETURNING id, root_id, request""";
    }

    @Override
    public String purge() {
        return SqliteSql.PURGE;
    }

    /** Hands some pages back, or once there are none to spare, the log; returns the bytes of the pages. */
    @Override
    public long shrink(Session session) throws SQLException {
        long free = session.number("PRAGMA freelist_count");
        if (free <= SPARE_PAGES) {
            truncateLog(session);
            return 0;
        }
        session.execute("PRAGMA incremental_vacuum(" + PAGES_A_STEP + ")");
        return (free - session.number("PRAGMA freelist_count")) * session.number("PRAGMA page_size");
    }

    /** Without waiting for readers: who is in the way now will not be the next time. */
    private static void truncateLog(Session session) throws SQLException {
        session.execute("PRAGMA busy_timeout = 0");
        try {
            session.number("PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            session.execute("PRAGMA busy_timeout = " + SqliteDatabase.BUSY_TIMEOUT_MILLIS);
        }
    }

    @Override
    public Duration checkEvery() {
        return Duration.ZERO;
    }

    @Override
    public void check(Session session) {}

    /** Writes something and takes it away again. */
    @Override
    public void probe(Session session) throws SQLException {
        session.execute("INSERT OR REPLACE INTO meta(name, value) VALUES ('probe', zeroblob(" + PROBE_BYTES + "))");
        session.execute("DELETE FROM meta WHERE name = 'probe'");
    }

    @Override
    public String remedy() {
        return "make room on its disk or repair it";
    }

    @Override
    public Fault fault(Throwable error) {
        return error instanceof SQLException sql && isOfTheDatabase(primary(sql)) ? Fault.DATABASE : Fault.ROW;
    }

    private static boolean isOfTheDatabase(SQLiteErrorCode code) {
        return switch (code) {
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
}

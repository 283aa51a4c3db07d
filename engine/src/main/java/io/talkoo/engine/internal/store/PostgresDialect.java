package io.talkoo.engine.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.internal.store.FilterConditions.Condition;
import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.Json;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL's words. The rows of a batch go to one statement as an array a column, and the ids that come back tell which
 * were written: JDBC's own batches are a third slower, and rewritten by the driver they report rows that were not.
 */
final class PostgresDialect implements Dialect {
    /** A statement takes 1 GiB at the most, and is in memory several times on its way. */
    private static final int MOST_BYTES_A_STATEMENT = 16 << 20;

    /** The SQL state of a server that takes no writes. */
    static final String READ_ONLY = "25006";

    /** Costs no round trip: the driver sends it with the first statement. */
    @Override
    public void begin(Session session) throws SQLException {
        session.connection().setAutoCommit(false);
    }

    @Override
    public void commit(Session session) throws SQLException {
        session.kinds().write(session);
        session.connection().commit();
        session.connection().setAutoCommit(true);
    }

    @Override
    public void rollback(Session session) throws SQLException {
        session.forget();
        if (!session.connection().getAutoCommit()) {
            session.connection().rollback();
            session.connection().setAutoCommit(true);
        }
    }

    /** Nothing is shared: in a transaction, a read that fails would fail those after it. */
    @Override
    public void beginReads(Session session) {}

    @Override
    public void endReads(Session session) {}

    @Override
    public long[] write(Session session, Change change, List<Write> rows) throws SQLException {
        Set<String> written = new HashSet<>();
        int from = 0;
        while (from < rows.size()) {
            int to = endOfStatement(rows, from);
            written.addAll(written(session, change, rows.subList(from, to)));
            from = to;
        }
        long[] counts = rows.stream()
                .mapToLong(row -> written.contains(row.key()) ? 1 : 0)
                .toArray();
        session.kinds().add(rows, counts);
        return counts;
    }

    /** As many rows as go into one statement, and one at least. */
    private static int endOfStatement(List<Write> rows, int from) {
        long bytes = rows.get(from).dataBytes();
        int to = from + 1;
        while (to < rows.size() && bytes + rows.get(to).dataBytes() <= MOST_BYTES_A_STATEMENT) {
            bytes += rows.get(to++).dataBytes();
        }
        return to;
    }

    private static Set<String> written(Session session, Change change, List<Write> rows) throws SQLException {
        ArrayValues values = new ArrayValues(rows.size());
        for (Write row : rows) {
            values.add(row);
        }
        PreparedStatement statement = session.prepared(PostgresSql.of(change));
        values.bind(statement, session.connection());
        Set<String> ids = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    @Override
    public List<Freed> release(Session session, Collection<ReleaseWrite> releases) throws SQLException {
        ArrayValues values = new ArrayValues(releases.size());
        for (ReleaseWrite release : releases) {
            values.add(release);
        }
        PreparedStatement statement = session.prepared(PostgresSql.RELEASE);
        values.bind(statement, session.connection());
        List<Freed> freed = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (row.getInt(1) == 0) {
                    freed.add(new Freed(
                            new TaskRow(row.getString(6), row.getLong(3), row.getString(4), row.getBytes(5)),
                            row.getInt(2)));
                }
            }
        }
        return freed;
    }

    @Override
    public <T> T alone(Session session, Statements<T> statements) throws SQLException {
        Savepoint before = session.connection().setSavepoint();
        try {
            T result = statements.run();
            session.connection().releaseSavepoint(before);
            return result;
        } catch (SQLException | RuntimeException e) {
            if (fault(e) == Fault.ROW) {
                session.connection().rollback(before);
            }
            throw e;
        }
    }

    /** Other nodes write too. */
    @Override
    public StoredTask known(String id) {
        return null;
    }

    @Override
    public Map<String, TaskRow> tasks(Session session, Collection<String> ids) throws SQLException {
        return tasks(session, PostgresSql.TASKS, ids);
    }

    @Override
    public Map<String, TaskRow> locked(Session session, Collection<String> ids) throws SQLException {
        return tasks(session, PostgresSql.LOCKED, ids);
    }

    private static Map<String, TaskRow> tasks(Session session, String sql, Collection<String> ids) throws SQLException {
        PreparedStatement select = session.prepared(sql);
        select.setArray(1, session.connection().createArrayOf("text", ids.toArray()));
        Map<String, TaskRow> found = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                TaskRow task = new TaskRow(row.getString(1), row.getLong(2), row.getString(3), row.getBytes(4));
                found.put(task.id(), task);
            }
        }
        return found;
    }

    /**
     * A line for each header, as JSON, with a line break before and behind. PostgreSQL's own JSON knows no {@code \}{@code
     * u0000}, which headers may hold; and JSON has no line break, so that a line is never found within another one.
     */
    @Override
    public String headers(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return null;
        }
        StringBuilder lines = new StringBuilder("\n");
        headers.forEach((key, value) -> lines.append(line(key, value)).append('\n'));
        return lines.toString();
    }

    @Override
    public Condition header(String key, String value) {
        return new Condition("strpos(headers, ?) > 0", "\n" + line(key, value) + "\n");
    }

    private static String line(String key, String value) {
        try {
            return Json.mapper().writeValueAsString(Map.of(key, value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write a header", e);
        }
    }

    @Override
    public Optional<String> openTasks() {
        return Optional.empty();
    }

    @Override
    public String clock() {
        return "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    }

    @Override
    public String takeFromInbox() {
        return PostgresSql.TAKE_FROM_INBOX;
    }

    @Override
    public String purge() {
        return PostgresSql.PURGE;
    }

    /** Other nodes read the same rows: what is committed is always in them. */
    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public void settle(Session session) {}

    @Override
    public void recover(Session session, TaskCodec codec) {}

    /** Autovacuum does it. */
    @Override
    public long shrink(Session session) {
        return 0;
    }

    @Override
    public Duration checkEvery() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void check(Session session) throws SQLException {
        if (session.text("SHOW transaction_read_only").equals("on")) {
            throw new SQLException("the server takes no writes; it is a standby, or was made read-only", READ_ONLY);
        }
    }

    @Override
    public void probe(Session session) throws SQLException {
        session.execute(PostgresSql.PROBE);
    }

    @Override
    public String remedy() {
        return "see to the PostgreSQL server and the way to it";
    }

    @Override
    public Fault fault(Throwable error) {
        if (!(error instanceof SQLException sql) || sql.getSQLState() == null) {
            return error instanceof SQLException ? Fault.DATABASE : Fault.ROW;
        }
        return switch (sql.getSQLState().substring(0, 2)) {
            case "21", "22", "23", "54" -> Fault.ROW;
            case "40" -> Fault.RACE;
            default -> Fault.DATABASE;
        };
    }
}

package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.TaskFilter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A page of tasks by filter: one statement, made of the conditions that the filter asks for. */
final class ListQuery {
    /** A part of the WHERE clause with the values of its parameters. */
    record Condition(String sql, List<Object> values) {
        Condition(String sql, Object... values) {
            this(sql, List.of(values));
        }
    }

    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id DESC";

    private static final Set<Phase> RARE = EnumSet.of(Phase.STARTED, Phase.RETRY, Phase.FAILURE, Phase.REVOKED);

    /** What waits for others included. SQLite needs half the time for it that it does for a list of three states. */
    private static final Condition PENDING_STATES = new Condition("(state = 0 OR state >= 20)");

    /** As the partial index {@code task_rare} has it. */
    private static final String RARE_STATES = "state > 0 AND state < 20 AND state <> 10";

    /** Of columns that the table of kinds has, too. */
    private final List<Condition> kind = new ArrayList<>();

    private final List<Condition> others = new ArrayList<>();
    private final int limit;

    ListQuery(Dialect dialect, TaskFilter filter, PageCursor after, int limit) {
        this.limit = limit;
        addKind(filter);
        addRoot(filter.rootId());
        filter.headers().forEach((key, value) -> others.add(dialect.header(key, value)));
        if (filter.since() != null) {
            add("created_at >= ?", Millis.floor(filter.since()));
        }
        if (filter.until() != null) {
            add("created_at < ?", Millis.floor(filter.until()));
        }
        if (after != null) {
            add("(created_at, id) < (?, ?)", after.createdAtMillis(), after.id());
        }
    }

    /** What rules out most comes first, for an index may have to be walked from end to end. */
    private void addKind(TaskFilter filter) {
        if (filter.name() != null) {
            kind.add(new Condition("name = ?", filter.name()));
        }
        if (filter.queue() != null) {
            kind.add(new Condition("queue = ?", filter.queue()));
        }
        if (filter.errorType() != null) {
            kind.add(new Condition("state = 11"));
            add("error_type = ?", filter.errorType());
        }
        if (filter.state() != null) {
            addState(filter.state());
        }
        kind.add(new Condition("name <> '" + TaskSpec.GROUP + "'"));
    }

    private void addState(String word) {
        Optional<Phase> builtIn = Arrays.stream(Phase.values())
                .filter(each -> each.word().equals(word))
                .findFirst();
        if (builtIn.isEmpty()) {
            add("custom_state = ?", word);
            return;
        }
        Phase phase = builtIn.get();
        if (phase == Phase.PENDING) {
            kind.add(0, PENDING_STATES);
        } else {
            kind.add(new Condition("state = " + phase.code()));
        }
        if (RARE.contains(phase)) {
            add(RARE_STATES);
        }
        if (phase == Phase.STARTED) {
            add("custom_state IS NULL");
        }
    }

    /** The index holds only the tasks that are not their own root, so the root itself is asked for by its id. */
    private void addRoot(String rootId) {
        if (rootId != null) {
            add("((root_id = ? AND root_id <> id) OR (id = ? AND root_id = ?))", rootId, rootId, rootId);
        }
    }

    /** Leaves out what has ended. */
    ListQuery open() {
        add("(state < 10 OR state >= 20)");
        return this;
    }

    /** Leaves out what failed because something before it did: that runs again together with it. */
    ListQuery failedItself() {
        add("(state <> 11 OR error_type IS NULL OR error_type <> ?)", ErrorTypes.UPSTREAM_FAILED);
        return this;
    }

    private void add(String condition, Object... bound) {
        others.add(new Condition(condition, bound));
    }

    TaskQueries.Page fetch(Session session, TaskCodec codec) throws SQLException {
        if (!isOfKnownKind(session)) {
            return new TaskQueries.Page(List.of(), null);
        }
        try (PreparedStatement select = session.prepareOnce(sql())) {
            bind(select);
            try (ResultSet rows = select.executeQuery()) {
                return page(rows, limit, codec);
            }
        }
    }

    /** Ids alone, however large the rows are. */
    TaskQueries.Ids fetchIds(Session session) throws SQLException {
        if (!isOfKnownKind(session)) {
            return new TaskQueries.Ids(List.of(), null);
        }
        try (PreparedStatement select = session.prepareOnce(sql("created_at, id"))) {
            bind(select);
            try (ResultSet rows = select.executeQuery()) {
                List<String> ids = new ArrayList<>();
                PageCursor last = null;
                while (ids.size() < limit && rows.next()) {
                    last = new PageCursor(rows.getLong(1), rows.getString(2));
                    ids.add(last.id());
                }
                return new TaskQueries.Ids(ids, last != null && rows.next() ? last.text() : null);
            }
        }
    }

    /** What no kind passes no task does, and that need not be found out by a walk through all of them. */
    private boolean isOfKnownKind(Session session) throws SQLException {
        try (PreparedStatement select = session.prepareOnce(kindSql())) {
            bind(select, 1, kind);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    String kindSql() {
        return "SELECT 1 FROM task_kind WHERE " + all(kind) + " LIMIT 1";
    }

    /** One row more than the page takes was asked for: whether it is there tells whether there is a next page. */
    static TaskQueries.Page page(ResultSet rows, int limit, TaskCodec codec) throws SQLException {
        List<StoredTask> tasks = new ArrayList<>();
        PageCursor last = null;
        int taken = 0;
        while (taken < limit && rows.next()) {
            taken++;
            last = new PageCursor(rows.getLong(1), rows.getString(2));
            TaskRow row = new TaskRow(last.id(), rows.getLong(3), null, rows.getBytes(4));
            TaskRows.readIfPossible(row, codec).ifPresent(tasks::add);
        }
        return new TaskQueries.Page(tasks, last != null && rows.next() ? last.text() : null);
    }

    /** Which rows it is about the index tells alone, where it has what the filter asks for; then only these are read. */
    String sql() {
        return "SELECT created_at, id, revision, data FROM task WHERE id IN (" + sql("id") + ")" + NEWEST_FIRST;
    }

    private String sql(String columns) {
        String where = others.isEmpty() ? all(kind) : all(kind) + " AND " + all(others);
        return "SELECT " + columns + " FROM task WHERE " + where + NEWEST_FIRST + " LIMIT ?";
    }

    private static String all(List<Condition> conditions) {
        return conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND "));
    }

    private void bind(PreparedStatement select) throws SQLException {
        int next = bind(select, bind(select, 1, kind), others);
        select.setInt(next, limit + 1);
    }

    /** Returns the index of the parameter behind them. */
    private static int bind(PreparedStatement select, int first, List<Condition> conditions) throws SQLException {
        int index = first;
        for (Condition condition : conditions) {
            for (Object value : condition.values()) {
                select.setObject(index++, value);
            }
        }
        return index;
    }
}

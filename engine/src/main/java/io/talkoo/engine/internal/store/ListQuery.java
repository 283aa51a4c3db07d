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

    /** As the partial index {@code task_rare} has it. */
    private static final String RARE_STATES = "state > 0 AND state < 20 AND state <> 10";

    private final List<Condition> conditions = new ArrayList<>();
    private final int limit;

    ListQuery(Dialect dialect, TaskFilter filter, PageCursor after, int limit) {
        this.limit = limit;
        add("name <> '" + TaskSpec.GROUP + "'");
        addState(filter.state());
        addEqual("name", filter.name());
        addQueue(filter.queue());
        addRoot(filter.rootId());
        addErrorType(filter.errorType());
        filter.headers().forEach((key, value) -> conditions.add(dialect.header(key, value)));
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

    private void addState(String word) {
        if (word == null) {
            return;
        }
        List<Phase> phases = Arrays.stream(Phase.values())
                .filter(each -> each.word().equals(word))
                .toList();
        if (phases.isEmpty()) {
            add("custom_state = ?", word);
            return;
        }
        String codes =
                phases.stream().map(phase -> String.valueOf(phase.code())).collect(Collectors.joining(", "));
        add("state IN (" + codes + ")");
        if (RARE.containsAll(phases)) {
            add(RARE_STATES);
        }
        if (phases.contains(Phase.STARTED)) {
            add("custom_state IS NULL");
        }
    }

    private void addEqual(String column, String value) {
        if (value != null) {
            add(column + " = ?", value);
        }
    }

    /** A queue that never had a task is known as such without a look at the tasks. */
    private void addQueue(String queue) {
        if (queue != null) {
            addEqual("queue", queue);
            add("EXISTS (SELECT 1 FROM queue WHERE queue.name = ?)", queue);
        }
    }

    /** The index holds only the tasks that are not their own root, so the root itself is asked for by its id. */
    private void addRoot(String rootId) {
        if (rootId != null) {
            add("((root_id = ? AND root_id <> id) OR (id = ? AND root_id = ?))", rootId, rootId, rootId);
        }
    }

    /** The state as the partial index has it: only of a failure the type is true. */
    private void addErrorType(String type) {
        if (type != null) {
            add("state = 11 AND error_type = ?", type);
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
        conditions.add(new Condition(condition, bound));
    }

    TaskQueries.Page fetch(Session session, TaskCodec codec) throws SQLException {
        try (PreparedStatement select = session.prepareOnce(sql())) {
            bind(select);
            try (ResultSet rows = select.executeQuery()) {
                return page(rows, limit, codec);
            }
        }
    }

    /** Ids alone, however large the rows are. */
    TaskQueries.Ids fetchIds(Session session) throws SQLException {
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
        String where = conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND "));
        return "SELECT " + columns + " FROM task WHERE " + where + NEWEST_FIRST + " LIMIT ?";
    }

    private void bind(PreparedStatement select) throws SQLException {
        int index = 1;
        for (Condition condition : conditions) {
            for (Object value : condition.values()) {
                select.setObject(index++, value);
            }
        }
        select.setInt(index, limit + 1);
    }
}

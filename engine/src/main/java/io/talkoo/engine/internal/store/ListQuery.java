package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.TaskFilter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A page of tasks by filter: one statement, made of the conditions that the filter asks for. */
final class ListQuery {
    /** A part of the WHERE clause with the values of its parameters. */
    record Condition(String sql, List<Object> values) {
        Condition(String sql, Object... values) {
            this(sql, List.of(values));
        }
    }

    private final List<Condition> conditions = new ArrayList<>();
    private final int limit;

    ListQuery(Dialect dialect, TaskFilter filter, PageCursor after, int limit) {
        this.limit = limit;
        add("name <> '" + TaskSpec.GROUP + "'");
        addState(filter.state());
        addEqual("name", filter.name());
        addEqual("queue", filter.queue());
        addRoot(filter.rootId());
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
        if (phases.contains(Phase.STARTED)) {
            add("custom_state IS NULL");
        }
    }

    private void addEqual(String column, String value) {
        if (value != null) {
            add(column + " = ?", value);
        }
    }

    /** The index holds only the tasks that are not their own root, so the root itself is asked for by its id. */
    private void addRoot(String rootId) {
        if (rootId != null) {
            add("((root_id = ? AND root_id <> id) OR (id = ? AND root_id = ?))", rootId, rootId, rootId);
        }
    }

    private void add(String condition, Object... bound) {
        conditions.add(new Condition(condition, bound));
    }

    TaskQueries.Page fetch(Session session, TaskCodec codec) throws SQLException {
        try (PreparedStatement select = session.prepareOnce(sql())) {
            bind(select);
            try (ResultSet rows = select.executeQuery()) {
                return page(rows, codec);
            }
        }
    }

    /** One row more than the page takes was asked for: whether it is there tells whether there is a next page. */
    private TaskQueries.Page page(ResultSet rows, TaskCodec codec) throws SQLException {
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

    String sql() {
        String where = conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND "));
        return "SELECT created_at, id, revision, data FROM task" + (where.isEmpty() ? "" : " WHERE " + where)
                + " ORDER BY created_at DESC, id DESC LIMIT ?";
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

package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.store.FilterConditions.Condition;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.TaskFilter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A page of tasks by filter, newest first. */
final class ListQuery {
    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id DESC";

    /** Open tasks that are looked at one by one in half the time that a list may take ({@code engine/decisions/0030-kinds.md}). */
    private static final int FEW_OPEN = 100_000;

    /** A statement for the ids of a page, or for whatever columns. */
    record Statement(String from, List<Condition> conditions) {
        String sql(String columns) {
            return "SELECT " + columns + " FROM " + from + " WHERE " + FilterConditions.sql(conditions) + NEWEST_FIRST
                    + " LIMIT ?";
        }

        /** Which rows it is about the index tells alone, where it has what the filter asks for; then only these are read. */
        String rows() {
            return "SELECT created_at, id, revision, data FROM task WHERE id IN (" + sql("id") + ")" + NEWEST_FIRST;
        }
    }

    private interface Rows<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private final Dialect dialect;
    private final FilterConditions filter;
    private final boolean isOfOneTree;
    private final long beforeMillis;
    private final PageCursor after;
    private final int limit;

    ListQuery(Dialect dialect, TaskFilter filter, PageCursor after, int limit) {
        this.dialect = dialect;
        this.filter = new FilterConditions(dialect, filter);
        this.isOfOneTree = filter.rootId() != null;
        this.beforeMillis = filter.until() == null ? Long.MAX_VALUE : Millis.floor(filter.until());
        this.after = after;
        this.limit = limit;
    }

    /** Leaves out what has ended. */
    ListQuery open() {
        filter.addOpen();
        return this;
    }

    /** Leaves out what failed because something before it did: that runs again together with it. */
    ListQuery failedItself() {
        filter.addFailedItself();
        return this;
    }

    TaskQueries.Page fetch(Session session, TaskCodec codec) throws SQLException {
        Optional<Statement> statement = statement(session);
        return statement.isEmpty()
                ? new TaskQueries.Page(List.of(), null)
                : select(session, statement.get(), statement.get().rows(), rows -> page(rows, limit, codec));
    }

    /** Ids alone, however large the rows are. */
    TaskQueries.Ids fetchIds(Session session) throws SQLException {
        Optional<Statement> statement = statement(session);
        return statement.isEmpty()
                ? new TaskQueries.Ids(List.of(), null)
                : select(session, statement.get(), statement.get().sql("created_at, id"), this::ids);
    }

    private <T> T select(Session session, Statement statement, String sql, Rows<T> result) throws SQLException {
        try (PreparedStatement select = session.prepareOnce(sql)) {
            select.setInt(FilterConditions.bind(select, statement.conditions()), limit + 1);
            try (ResultSet rows = select.executeQuery()) {
                return result.read(rows);
            }
        }
    }

    private TaskQueries.Ids ids(ResultSet rows) throws SQLException {
        List<String> ids = new ArrayList<>();
        PageCursor last = null;
        while (ids.size() < limit && rows.next()) {
            last = new PageCursor(rows.getLong(1), rows.getString(2));
            ids.add(last.id());
        }
        return new TaskQueries.Ids(ids, last != null && rows.next() ? last.text() : null);
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

    /** Empty if the kinds tell that no task passes. */
    private Optional<Statement> statement(Session session) throws SQLException {
        Optional<KnownKinds> found = KnownKinds.of(session, filter.kind());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        KnownKinds kinds = found.get();
        boolean isOfFew = filter.isOfPending() && !isOfOneTree && !kinds.waitForOthers() && isFewOpen(session);
        return Optional.of(isOfFew ? ofOpen(kinds) : ofAll(kinds));
    }

    private boolean isFewOpen(Session session) throws SQLException {
        return dialect.openTasks().isPresent()
                && session.number("SELECT count(*) FROM (SELECT 1 FROM "
                                + dialect.openTasks().get() + " WHERE state < 10 LIMIT " + (FEW_OPEN + 1) + ")")
                        <= FEW_OPEN;
    }

    /** Walks all tasks by time, or the fewer ones of another index. */
    Statement ofAll(KnownKinds kinds) {
        List<Condition> conditions = filter.all();
        before(kinds).ifPresent(conditions::add);
        return new Statement("task", conditions);
    }

    /** Looks at what is open alone, in no order. */
    Statement ofOpen(KnownKinds kinds) {
        List<Condition> conditions = filter.all();
        conditions.add(0, new Condition("state < 10"));
        before(kinds).ifPresent(conditions::add);
        return new Statement(dialect.openTasks().orElse("task"), conditions);
    }

    /** The earliest of the times that the tasks were created before: of several, a database may walk from the wrong one. */
    private Optional<Condition> before(KnownKinds kinds) {
        // A tree has an index of its own, and few tasks.
        long before = isOfOneTree ? beforeMillis : Math.min(beforeMillis, kinds.createdBeforeMillis());
        if (after != null && after.createdAtMillis() < before) {
            return Optional.of(new Condition("(created_at, id) < (?, ?)", after.createdAtMillis(), after.id()));
        }
        return before == Long.MAX_VALUE ? Optional.empty() : Optional.of(new Condition("created_at < ?", before));
    }
}

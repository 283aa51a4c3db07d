package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.task.StoredTask;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fetches what a lane of a queue has ready. One statement a priority walks the index of the open tasks, which holds the ids in the
 * order wanted and nothing else, so that what is skipped costs a step in the index and no read of a row.
 */
final class ReadyQuery {
    /** Where there is something to walk. A join would be free to look at all there is. */
    static final String READY_PRIORITIES = OpenTasks.PRIORITIES + """
            SELECT priority FROM each
            WHERE (
                SELECT 1 FROM task
                WHERE part = ? AND queue = ? AND lane = ? AND priority = each.priority AND state < 10 AND due_at <= ?
                LIMIT 1) IS NOT NULL
            ORDER BY priority DESC""";

    static final String IDS = """
            SELECT due_at, id FROM task
            WHERE part = ? AND queue = ? AND lane = ? AND priority = ? AND state < 10 AND due_at <= ?
                AND (due_at, id) > (?, ?)
            ORDER BY due_at, id LIMIT ?""";

    /** A task's place in the order of its priority. */
    private record Place(long dueAtMillis, String id) {
        static final Place START = new Place(Long.MIN_VALUE, "");
    }

    /** Rows may be large: no more than this are in memory before their bytes count. */
    private static final int ROWS_A_READ = 32;

    private final Session session;
    private final TaskCodec codec;
    private final ReadySearch search;
    private final List<StoredTask> found = new ArrayList<>();
    private long foundBytes;

    ReadyQuery(Session session, TaskCodec codec, ReadySearch search) {
        this.session = session;
        this.codec = codec;
        this.search = search;
    }

    TaskQueries.Ready fetch() throws SQLException {
        for (int priority : priorities()) {
            Place after = Place.START;
            while (after != null && hasRoom()) {
                after = fetchPage(priority, after);
            }
        }
        return new TaskQueries.Ready(found, !hasRoom());
    }

    private boolean hasRoom() {
        return found.size() < search.limit() && foundBytes < search.mostBytes();
    }

    /** Returns where the next page begins; null if there is none. */
    private Place fetchPage(int priority, Place after) throws SQLException {
        int wanted = search.limit() - found.size();
        List<Place> candidates = page(priority, after, wanted + search.skipIds().size()).stream()
                .filter(place -> !search.skipIds().contains(place.id()))
                .limit(wanted)
                .toList();
        for (int from = 0; from < candidates.size() && hasRoom(); from += ROWS_A_READ) {
            addRows(candidates.subList(from, Math.min(candidates.size(), from + ROWS_A_READ)));
        }
        return candidates.size() < wanted ? null : candidates.get(wanted - 1);
    }

    private List<Integer> priorities() throws SQLException {
        PreparedStatement select = session.prepared(READY_PRIORITIES);
        select.setInt(1, search.partition());
        select.setString(2, search.queue());
        select.setString(3, search.lane());
        select.setLong(4, Millis.floor(search.dueBy()));
        List<Integer> priorities = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                priorities.add(row.getInt(1));
            }
        }
        return priorities;
    }

    /** Long enough to hold as many as are wanted, even if all that are skipped come first. */
    private List<Place> page(int priority, Place after, int size) throws SQLException {
        PreparedStatement select = session.prepared(IDS);
        select.setInt(1, search.partition());
        select.setString(2, search.queue());
        select.setString(3, search.lane());
        select.setInt(4, priority);
        select.setLong(5, Millis.floor(search.dueBy()));
        select.setLong(6, after.dueAtMillis());
        select.setString(7, after.id());
        select.setInt(8, size);
        List<Place> places = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                places.add(new Place(row.getLong(1), row.getString(2)));
            }
        }
        return places;
    }

    private void addRows(List<Place> candidates) throws SQLException {
        List<String> ids = candidates.stream().map(Place::id).toList();
        Map<String, TaskRow> rows = session.dialect().tasks(session, ids);
        for (int i = 0; i < ids.size() && hasRoom(); i++) {
            TaskRow row = rows.get(ids.get(i));
            if (row != null && !search.exceptNames().contains(row.name())) {
                add(row);
            }
        }
    }

    private void add(TaskRow row) {
        TaskRows.readIfPossible(row, codec).ifPresent(task -> {
            found.add(task);
            foundBytes += row.data().length;
        });
    }
}

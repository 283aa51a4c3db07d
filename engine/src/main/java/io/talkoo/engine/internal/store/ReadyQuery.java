package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.task.StoredTask;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fetches what a queue has ready. One statement a priority walks the index of the open tasks, which holds the ids in the
 * order wanted and nothing else, so that what is skipped costs a step in the index and no read of a row.
 */
final class ReadyQuery {
    /** Where there is something to walk. A join would be free to look at all there is. */
    static final String READY_PRIORITIES = OpenTasks.PRIORITIES + """
            SELECT priority FROM each
            WHERE (
                SELECT 1 FROM task
                WHERE part = ? AND queue = ? AND priority = each.priority AND state < 10 AND due_at <= ?
                LIMIT 1) IS NOT NULL
            ORDER BY priority DESC""";

    static final String IDS = """
            SELECT due_at, id FROM task
            WHERE part = ? AND queue = ? AND priority = ? AND state < 10 AND due_at <= ? AND (due_at, id) > (?, ?)
            ORDER BY due_at, id LIMIT ?""";

    /** A task's place in the order of its priority. */
    private record Place(long dueAtMillis, String id) {
        static final Place START = new Place(Long.MIN_VALUE, "");
    }

    private final Session session;
    private final TaskCodec codec;
    private final int partition;
    private final String queue;
    private final Instant dueBy;

    ReadyQuery(Session session, TaskCodec codec, int partition, String queue, Instant dueBy) {
        this.session = session;
        this.codec = codec;
        this.partition = partition;
        this.queue = queue;
        this.dueBy = dueBy;
    }

    List<StoredTask> fetch(Set<String> exceptNames, Set<String> skipIds, int limit) throws SQLException {
        List<StoredTask> found = new ArrayList<>();
        for (int priority : priorities()) {
            Place after = Place.START;
            while (after != null && found.size() < limit) {
                int wanted = limit - found.size();
                List<Place> page = page(priority, after, wanted + skipIds.size());
                List<Place> candidates = page.stream()
                        .filter(place -> !skipIds.contains(place.id()))
                        .limit(wanted)
                        .toList();
                addRows(candidates, exceptNames, found);
                after = candidates.size() < wanted ? null : candidates.get(wanted - 1);
            }
        }
        return found;
    }

    private List<Integer> priorities() throws SQLException {
        PreparedStatement select = session.prepared(READY_PRIORITIES);
        select.setInt(1, partition);
        select.setString(2, queue);
        select.setLong(3, Millis.floor(dueBy));
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
        select.setInt(1, partition);
        select.setString(2, queue);
        select.setInt(3, priority);
        select.setLong(4, Millis.floor(dueBy));
        select.setLong(5, after.dueAtMillis());
        select.setString(6, after.id());
        select.setInt(7, size);
        List<Place> places = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                places.add(new Place(row.getLong(1), row.getString(2)));
            }
        }
        return places;
    }

    private void addRows(List<Place> candidates, Set<String> exceptNames, List<StoredTask> found) throws SQLException {
        List<String> ids = candidates.stream().map(Place::id).toList();
        Map<String, TaskRow> rows = session.dialect().tasks(session, ids);
        for (String id : ids) {
            TaskRow row = rows.get(id);
            if (row != null && !exceptNames.contains(row.name())) {
                TaskRows.readIfPossible(row, codec).ifPresent(found::add);
            }
        }
    }
}

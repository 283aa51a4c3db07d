package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.WaitingSteps.Released;
import io.talkoo.engine.internal.task.StoredTask;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Releases of steps that are committed and not yet in their rows. A step that is released mostly runs at once, and the write
 * of its end would overwrite that of its release: so the release is logged in its transaction, and written together with
 * the step's end. What does not end within the next transactions is written by itself, and so is everything before
 * anybody reads rows, which is why nobody sees a row without its release. Only for a database that nobody else writes
 * ({@code engine/decisions/0013-workflows.md}). Of the writer's thread, but for {@link #find} and {@link #isEmpty}.
 */
final class DeferredReleases {
    /** Where the writer is busy, most tasks end two to five transactions after their release. */
    private static final int TRANSACTIONS = 16;

    private static final String LOG = "INSERT INTO deferred_release(number, releases) VALUES (?, ?)";
    private static final String FORGET = "DELETE FROM deferred_release WHERE number <= ?";
    private static final String LOGGED = "SELECT releases FROM deferred_release ORDER BY number";

    /** What one transaction deferred. */
    private record Group(long number, List<Released> releases) {}

    /** A step's next write and the release before it, as one statement. */
    private record Both(Write row, Released release) implements Bound {
        @Override
        public void bind(RowValues to) throws SQLException {
            row.bind(to);
            release.bindExpiry(to);
        }
    }

    private final Map<String, Released> deferred = new ConcurrentHashMap<>();
    private final Deque<Group> groups = new ArrayDeque<>();

    /** Those of {@link #deferred} that the open transaction writes. */
    private final Map<String, Released> written = new HashMap<>();

    /** Those that the open transaction defers. */
    private final List<Released> added = new ArrayList<>();

    private long transaction;

    /** The latest group that has nothing left once the open transaction is committed. */
    private long done;

    private volatile boolean empty = true;

    /** Whether every release is in its row. Thread-safe. */
    boolean isEmpty() {
        return empty;
    }

    /** The task as its row will be; null if there is nothing to be added to the row. Thread-safe. */
    StoredTask find(String id) {
        Released release = deferred.get(id);
        return release == null ? null : release.task();
    }

    /** Writes what has waited long enough. To be called first in a transaction. */
    void begin(Session session) throws SQLException {
        transaction++;
        List<Released> late = new ArrayList<>();
        for (Group group : groups) {
            boolean isOld = group.number() + TRANSACTIONS <= transaction;
            if (!isOld && group.releases().stream().anyMatch(each -> deferred.containsKey(each.id()))) {
                break;
            }
            late.addAll(group.releases());
            done = group.number();
        }
        write(session, late);
        if (done > 0) {
            PreparedStatement forget = session.prepared(FORGET);
            forget.setLong(1, done);
            forget.executeUpdate();
        }
    }

    /** Defers a release that belongs to the open transaction. */
    void add(Released release) {
        added.add(release);
        empty = false;
    }

    /** Writes all there are. */
    void writeAll(Session session) throws SQLException {
        write(session, List.copyOf(deferred.values()));
    }

    /** Writes those of rows that are about to be changed. */
    void writeBefore(Session session, List<Write> rows) throws SQLException {
        if (!deferred.isEmpty()) {
            write(session, rows.stream().map(row -> deferred.get(row.key())).toList());
        }
    }

    private void write(Session session, List<Released> releases) throws SQLException {
        List<Released> left = releases.stream().filter(this::take).toList();
        if (!left.isEmpty()) {
            SqliteDialect.batch(session, SqliteSql.RELEASE_STEP, left);
        }
    }

    private boolean take(Released release) {
        if (release == null || deferred.remove(release.id()) == null) {
            return false;
        }
        written.put(release.id(), release);
        return true;
    }

    /**
     * Changes rows, with what was deferred of them.
     *
     * @return for each row how many were changed
     */
    long[] update(Session session, List<Write> rows) throws SQLException {
        if (deferred.isEmpty()) {
            return SqliteDialect.batch(session, SqliteSql.UPDATE_TASK, rows);
        }
        List<Write> others = new ArrayList<>();
        List<Both> both = new ArrayList<>();
        for (Write row : rows) {
            Released release = deferred.get(row.key());
            if (release != null && row.revision() == release.revision() + 1 && take(release)) {
                both.add(new Both(row, release));
            } else {
                others.add(row);
            }
        }
        writeBefore(session, others);
        long[] alone = SqliteDialect.batch(session, SqliteSql.UPDATE_TASK, others);
        return inOrder(rows, both, SqliteDialect.batch(session, SqliteSql.UPDATE_RELEASED, both), alone);
    }

    private static long[] inOrder(List<Write> rows, List<Both> both, long[] together, long[] alone) {
        long[] counts = new long[rows.size()];
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            boolean isBoth = next < both.size() && both.get(next).row() == rows.get(i);
            counts[i] = isBoth ? together[next++] : alone[i - next];
        }
        return counts;
    }

    /** Logs what the transaction defers. To be called last in it. */
    void log(Session session) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        ByteArrayOutputStream releases = new ByteArrayOutputStream();
        added.forEach(each -> releases.writeBytes(each.release().section()));
        PreparedStatement log = session.prepared(LOG);
        log.setLong(1, transaction);
        log.setBytes(2, releases.toByteArray());
        log.executeUpdate();
    }

    void committed() {
        if (!added.isEmpty()) {
            added.forEach(each -> deferred.put(each.id(), each));
            groups.add(new Group(transaction, List.copyOf(added)));
        }
        while (!groups.isEmpty() && groups.peek().number() <= done) {
            groups.remove();
        }
        endTransaction();
    }

    void rolledBack() {
        deferred.putAll(written);
        endTransaction();
    }

    private void endTransaction() {
        written.clear();
        added.clear();
        done = 0;
        empty = deferred.isEmpty();
    }

    /** Writes what a process that is gone had deferred, in the open transaction. */
    static void recover(Session session, TaskCodec codec) throws SQLException {
        List<ReleaseWrite> left = new ArrayList<>();
        try (PreparedStatement logged = session.prepareOnce(LOGGED);
                ResultSet rows = logged.executeQuery()) {
            while (rows.next()) {
                codec.releases(rows.getBytes(1)).stream()
                        .map(release -> ReleaseWrite.of(release, release.dueAt(), codec))
                        .forEach(left::add);
            }
        }
        session.dialect().release(session, left);
        session.execute("DELETE FROM deferred_release");
    }
}

package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Lane;
import io.talkoo.protocol.TaskRequests;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.FutureConverters;

/** What the store knows of queues. Thread-safe; nothing blocks; stages fail as those of {@link TaskStore}. */
public final class QueueTable {
    private static final String NAMES = "SELECT DISTINCT queue FROM task_kind ORDER BY queue";
    private static final String KNOWS = "SELECT 1 FROM task_kind WHERE queue = ? LIMIT 1";

    static final String COUNTS = """
            SELECT queue, count(*), sum(CASE WHEN due_at <= ? THEN 1 ELSE 0 END),
                min(CASE WHEN state <> 1 THEN due_at END)
            FROM task WHERE state < 10 GROUP BY queue""";

    // In the order of the index, so that a page begins where the one before ended.
    static final String WAITING = """
            SELECT due_at, id FROM task
            WHERE part = ? AND queue = ? AND lane = ? AND priority = ? AND state < 10 AND state <> 1
                AND (due_at, id) > (?, ?) AND created_at <= ?
            ORDER BY due_at, id LIMIT ?""";

    static final String NEXT_LANE = """
            SELECT lane FROM task WHERE part = ? AND queue = ? AND state < 10 AND lane > ? ORDER BY lane LIMIT 1""";

    private final StoreThreads threads;
    private final Partitions partitions;

    QueueTable(StoreThreads threads, Partitions partitions) {
        this.threads = threads;
        this.partitions = partitions;
    }

    /**
     * The open tasks of a queue.
     *
     * @param total running ones included
     * @param due whose time has come, running ones included
     * @param oldest the earliest time for which a waiting one is due; null if none waits
     */
    public record Count(String queue, long total, long due, Instant oldest) {}

    /** A place in the lines of a queue: one for each partition, lane and priority, in the order in which they are walked. */
    public record Place(int partition, String lane, int priority, long dueAtMillis, String id) {
        /** Before all that waits. */
        public static final Place FIRST = atLane(0, Lane.NONE);

        private static Place atLane(int partition, String lane) {
            return new Place(partition, lane, TaskRequests.HIGHEST_PRIORITY, Long.MIN_VALUE, "");
        }

        private Place nextPriority() {
            return new Place(partition, lane, priority - 1, Long.MIN_VALUE, "");
        }
    }

    /** @param next where those behind these begin; null if there are none */
    public record Waiting(List<String> ids, Place next) {}

    /** All queues that tasks were ever stored for. */
    public CompletionStage<List<String>> names() {
        return FutureConverters.asJava(threads.lists().execute(session -> {
            try (ResultSet rows = session.prepared(NAMES).executeQuery()) {
                return TaskRows.texts(rows);
            }
        }));
    }

    /** Whether a task was ever stored for the queue. */
    public CompletionStage<Boolean> knows(String name) {
        return FutureConverters.asJava(threads.lists().execute(session -> {
            PreparedStatement knows = session.prepared(KNOWS);
            knows.setString(1, name);
            try (ResultSet row = knows.executeQuery()) {
                return row.next();
            }
        }));
    }

    /** The open tasks by queue, those of all partitions; walks over all entries of the index. */
    public CompletionStage<List<Count>> counts(Instant now) {
        return FutureConverters.asJava(threads.lists().execute(session -> counts(session, now)));
    }

    private static List<Count> counts(Session session, Instant now) throws SQLException {
        PreparedStatement select = session.prepared(COUNTS);
        select.setLong(1, Millis.floor(now));
        List<Count> counts = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long oldest = row.getLong(4);
                counts.add(new Count(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.wasNull() ? null : Instant.ofEpochMilli(oldest)));
            }
        }
        return counts;
    }

    /**
     * What waits in a queue, with an eta or for a retry too.
     *
     * @param after {@link Waiting#next} of the page before, or {@link Place#FIRST}
     * @param createdUntil leaves out what came later
     */
    public CompletionStage<Waiting> waiting(String queue, Place after, Instant createdUntil, int limit) {
        return FutureConverters.asJava(
                threads.lists().execute(session -> waiting(session, queue, after, createdUntil, limit)));
    }

    private Waiting waiting(Session session, String queue, Place after, Instant createdUntil, int limit)
            throws SQLException {
        List<String> ids = new ArrayList<>();
        Place at = after;
        while (ids.size() < limit && at.partition() < partitions.count()) {
            at = addFrom(session, queue, at, createdUntil, limit, ids);
        }
        return new Waiting(ids, at.partition() < partitions.count() ? at : null);
    }

    /** Adds from one line; returns where to go on. */
    private static Place addFrom(
            Session session, String queue, Place at, Instant createdUntil, int limit, List<String> ids)
            throws SQLException {
        PreparedStatement select = session.prepared(WAITING);
        select.setInt(1, at.partition());
        select.setString(2, queue);
        select.setString(3, at.lane());
        select.setInt(4, at.priority());
        select.setLong(5, at.dueAtMillis());
        select.setString(6, at.id());
        select.setLong(7, Millis.ceil(createdUntil));
        select.setInt(8, limit - ids.size());
        Place last = at;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                last = new Place(at.partition(), at.lane(), at.priority(), row.getLong(1), row.getString(2));
                ids.add(last.id());
            }
        }
        return ids.size() < limit ? nextLine(session, queue, at) : last;
    }

    /** Where the next line begins. */
    private static Place nextLine(Session session, String queue, Place at) throws SQLException {
        if (at.priority() > 0) {
            return at.nextPriority();
        }
        PreparedStatement select = session.prepared(NEXT_LANE);
        select.setInt(1, at.partition());
        select.setString(2, queue);
        select.setString(3, at.lane());
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Place.atLane(at.partition(), row.getString(1))
                    : Place.atLane(at.partition() + 1, Lane.NONE);
        }
    }
}

package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.Payloads;
import io.talkoo.protocol.TalkooException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import scala.jdk.javaapi.FutureConverters;

/** The tasks that applications submitted in transactions of their own, until a node has taken them. Thread-safe. */
final class Inbox {
    private static final String ANY = "SELECT count(*) FROM (SELECT 1 FROM task_inbox LIMIT 1) any_row";

    private final StoreThread reads;
    private final Writer writer;
    private final UnreadableRows unreadable = new UnreadableRows("The inbox from task");
    private final Payloads payloads;
    private final FlowWriter flows;
    private final Function<TaskRecord, TaskWrite> insert;

    /**
     * @param flows what follows from tasks that end as they are taken
     * @param insert the row of a new task
     */
    Inbox(
            StoreThread reads,
            Writer writer,
            Payloads payloads,
            FlowWriter flows,
            Function<TaskRecord, TaskWrite> insert) {
        this.reads = reads;
        this.writer = writer;
        this.flows = flows;
        this.payloads = payloads;
        this.insert = insert;
    }

    /** See {@link TaskStore#takeSubmitted}. An empty inbox costs a read and no transaction. */
    CompletionStage<List<StoredTask>> take(int limit, Function<Submitted, TaskRecord> toTask) {
        return FutureConverters.asJava(reads.executeAside(session -> session.number(ANY)))
                .thenCompose(any -> any == 0
                        ? CompletableFuture.completedStage(List.of())
                        : FutureConverters.asJava(writer.execute(session -> move(session, limit, toTask))));
    }

    private List<StoredTask> move(Session session, int limit, Function<Submitted, TaskRecord> toTask)
            throws SQLException {
        session.dialect().begin(session);
        Map<Change, List<Write>> rows = new EnumMap<>(Change.class);
        List<Write> moved = new ArrayList<>();
        for (Submitted submitted : takeOut(session, limit)) {
            TaskWrite row = insert.apply(toTask.apply(submitted));
            Optional<TaskWrite> left = isUnique(row) ? claimed(session, row, moved) : Optional.of(row);
            left.ifPresent(each -> rows.computeIfAbsent(each.change(), change -> new ArrayList<>())
                    .add(each));
        }
        for (Map.Entry<Change, List<Write>> alike : rows.entrySet()) {
            insert(session, alike.getKey(), alike.getValue(), moved);
        }
        Effects effects = flows.begin();
        flows.follow(session, moved.stream().filter(Write::hasEffects).toList(), effects);
        session.dialect().commit(session);
        Stream<StoredTask> taken = moved.stream().map(row -> new StoredTask(((TaskWrite) row).task(), 1));
        return Stream.concat(taken, effects.toRun().stream()).toList();
    }

    private static boolean isUnique(TaskWrite row) {
        return row.task().spec().unique() != null && !row.task().ready();
    }

    /** Stores a task with a key. Returns what is to be stored instead: nobody hears of the first, so the duplicate tells of it. */
    private Optional<TaskWrite> claimed(Session session, TaskWrite row, List<Write> moved) throws SQLException {
        Claim claim = UniqueKeys.store(session, row);
        if (claim.stored()) {
            moved.add(row);
            return Optional.empty();
        }
        String reason = "task " + claim.taskId() + " has its unique key";
        return claim.taskId().equals(row.key())
                ? Optional.empty()
                : Optional.of(insert.apply(
                        TaskState.revoked(row.task(), reason, row.task().spec().createdAt())));
    }

    private static void insert(Session session, Change change, List<Write> rows, List<Write> inserted)
            throws SQLException {
        long[] counts = session.dialect().write(session, change, rows);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                inserted.add(rows.get(i));
            }
        }
    }

    private List<Submitted> takeOut(Session session, int limit) throws SQLException {
        PreparedStatement take = session.prepared(session.dialect().takeFromInbox());
        take.setInt(1, limit);
        List<Submitted> taken = new ArrayList<>();
        try (ResultSet row = take.executeQuery()) {
            while (row.next()) {
                taken.add(
                        new Submitted(row.getString(1), row.getString(2), request(row.getString(1), row.getBytes(3))));
            }
        }
        // Of two with the same key the first one has it; DELETE returns them in no order.
        taken.sort(Comparator.comparing(Submitted::id));
        return taken;
    }

    /** What cannot be read holds up all others: a node that were to leave it out would write all the time. */
    private byte[] request(String id, byte[] stored) {
        try {
            return payloads.decodeJson(stored);
        } catch (TalkooException e) {
            unreadable.leftOut(id, e);
            throw e;
        }
    }
}

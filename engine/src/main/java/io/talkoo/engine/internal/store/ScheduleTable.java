package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.Payloads;
import io.talkoo.protocol.TalkooException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import scala.concurrent.Promise;
import scala.jdk.javaapi.FutureConverters;

/**
 * The schedules. Stages fail as those of {@link TaskStore}; no method throws or blocks. Thread-safe.
 */
public final class ScheduleTable {
    private final StoreThreads threads;
    private final Partitions partitions;
    private final Function<TaskRecord, TaskWrite> insert;
    private final ScheduleCodec codec;

    /** @param insert the row of a new task */
    ScheduleTable(
            StoreThreads threads, Partitions partitions, Payloads payloads, Function<TaskRecord, TaskWrite> insert) {
        this.threads = threads;
        this.partitions = partitions;
        this.codec = new ScheduleCodec(payloads, new UnreadableRows("Schedule"));
        this.insert = insert;
    }

    /**
     * Writes a schedule and the tasks that it makes now, all or nothing. Fails with {@link RevisionConflictException},
     * and writes nothing, unless its row has the revision before.
     */
    public CompletionStage<Done> save(ScheduleRow schedule, long revision, List<TaskRecord> ticks) {
        return write(schedule, revision, false, ticks);
    }

    /**
     * Inserts a schedule. Fails with {@link RevisionConflictException} where there is one of that name.
     *
     * @param revision the first one; not one that an earlier schedule of that name may have had
     */
    public CompletionStage<Done> insert(ScheduleRow schedule, long revision) {
        return write(schedule, revision, true, List.of());
    }

    private CompletionStage<Done> write(ScheduleRow schedule, long revision, boolean fresh, List<TaskRecord> ticks) {
        try {
            ScheduleWrite write = new ScheduleWrite(
                    schedule,
                    revision,
                    fresh,
                    partitions.of(schedule.name()),
                    codec.encode(schedule),
                    ticks.stream().map(insert).toList(),
                    Promise.apply());
            return queued(write);
        } catch (UncheckedIOException | TalkooException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Deletes a schedule, if it has the revision before {@code revision}. */
    public CompletionStage<Done> delete(String name, long revision) {
        return queued(new RowDelete(Write.Change.DELETE_SCHEDULE, name, revision));
    }

    private CompletionStage<Done> queued(Write write) {
        threads.writer().offer(write);
        return FutureConverters.asJava(write.promise().future());
    }

    public CompletionStage<Optional<StoredSchedule>> find(String name) {
        return FutureConverters.asJava(threads.rows().execute(session -> new ScheduleRows(session, codec).find(name)));
    }

    /**
     * Schedules by name.
     *
     * @param after a name; empty is from the first one
     */
    public CompletionStage<List<StoredSchedule>> list(String after, int limit) {
        return FutureConverters.asJava(
                threads.lists().execute(session -> new ScheduleRows(session, codec).list(after, limit)));
    }

    /**
     * The schedules whose time has come, the earliest first.
     *
     * @param inPartitions only those of these
     */
    public CompletionStage<List<DueSchedule>> due(Collection<Integer> inPartitions, Instant now, int limit) {
        return FutureConverters.asJava(
                threads.sweeps().execute(session -> new ScheduleRows(session, codec).due(inPartitions, now, limit)));
    }

    /** When the next schedule ticks of those that are not due yet. */
    public CompletionStage<Optional<Instant>> nextDue(Collection<Integer> inPartitions, Instant now) {
        return FutureConverters.asJava(
                threads.sweeps().execute(session -> ScheduleRows.nextDue(session, inPartitions, now)));
    }
}

package io.talkoo.engine.internal.store;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.task.Release;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.Workflow;
import io.talkoo.protocol.Payloads;
import io.talkoo.protocol.TalkooException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.concurrent.Promise;
import scala.jdk.javaapi.FutureConverters;

/**
 * All tasks of a node, durable, with group commit: the writes of all callers meet in one queue, and one thread writes what
 * is there in one transaction. A future succeeds after its commit reached the disk. It fails with
 * {@link RevisionConflictException} when the row has another revision than the write was based on, and with
 * {@link StoreUnavailableException} when the database cannot be read or written, the queue is full or the store closed. No
 * method that returns a future throws or blocks. Thread-safe.
 *
 * <p>The futures are completed in the store's threads: hand on to another one before doing more than that.
 */
public final class TaskStore implements AutoCloseable {
    private final TaskCodec codec;
    private volatile Function<TaskRecord, List<TaskRecord>> callbacks = task -> List.of();
    private volatile Consumer<Effects> effects = ignored -> {};
    private volatile CommitListener changes = (tasks, nanos) -> {};
    private final Health health;
    private final StoreClock clock;
    private final Dialect dialect;
    private final StoreThreads threads;
    private final Partitions partitions;
    private final TaskQueries queries;
    private final Housekeeping housekeeping;
    private final Roster roster;
    private final ControlTable controlTable;
    private final QueueTable queueTable;
    private final Inbox inbox;
    private final ScheduleTable schedules;

    private TaskStore(TalkooSettings.Store settings, Database database, Clock clock, Payloads payloads) {
        this.codec = new TaskCodec(payloads);
        this.clock = new StoreClock(clock);
        this.dialect = database.dialect();
        this.health = new Health(clock, dialect.remedy());
        FlowWriter flows = new FlowWriter(codec, this::taskWrite);
        this.threads = StoreThreads.open(
                settings,
                database,
                health,
                flows,
                committed -> effects.accept(committed),
                (tasks, nanos) -> changes.committed(tasks, nanos));
        this.partitions = new Partitions(threads.writer());
        this.queries = new TaskQueries(dialect, threads, codec);
        this.housekeeping = new Housekeeping(threads.writer());
        this.roster = new Roster(threads.writer());
        this.queueTable = new QueueTable(threads, partitions);
        this.controlTable = new ControlTable(threads.sweeps(), threads.writer());
        this.inbox = new Inbox(threads.sweeps(), threads.writer(), payloads, flows, task -> taskWrite(task, 1));
        this.schedules = new ScheduleTable(threads, partitions, payloads, task -> taskWrite(task, 1, true));
    }

    /** As below, with payloads as they are. */
    public static TaskStore open(TalkooSettings.Store settings, Path dataDirectory, Clock clock) {
        return open(settings, dataDirectory, clock, Payloads.PLAIN);
    }

    /**
     * Opens the database, makes or upgrades its tables, and starts the store's threads. Blocks meanwhile.
     *
     * @param dataDirectory where a relative file lies; made where missing
     * @param clock tells since when a fault lasts
     * @throws StoreRefusedException with one line for the operator: not a database of ours, damaged, written by a newer
     *     version, in use by another store, or the directory cannot be written; PostgreSQL refuses the account or knows no
     *     such database, is too old, or could not be reached for {@code talkoo.store.connect-timeout}; its payloads are
     *     encoded otherwise
     */
    public static TaskStore open(TalkooSettings.Store settings, Path dataDirectory, Clock clock, Payloads payloads) {
        Database database = settings.url().startsWith(PostgresDatabase.PREFIX)
                ? new PostgresDatabase(settings)
                : SqliteDatabase.at(settings.url(), dataDirectory);
        TaskStore store = new TaskStore(settings, database, clock, payloads);
        try {
            PayloadCheck.run(store.threads.writer(), payloads);
            store.recover();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void recover() {
        try {
            FutureConverters.asJava(threads.writer().execute(session -> {
                        dialect.recover(session, codec);
                        return null;
                    }))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new StoreRefusedException(
                    "steps that were released before the last end of the process cannot be written to their rows: "
                            + e.getCause().getMessage()
                            + " (should what that takes be lost for good: DELETE FROM deferred_release)",
                    e.getCause());
        }
    }

    /**
     * Says what follows from the end of a task, and hears of it.
     *
     * @param newCallbacks the rows that an end inserts, besides what its record says; called by whoever writes
     * @param newEffects told after the commit, in the store's thread
     */
    public void onEnds(Function<TaskRecord, List<TaskRecord>> newCallbacks, Consumer<Effects> newEffects) {
        callbacks = newCallbacks;
        effects = newEffects;
    }

    /** Offers all changes of tasks, once they are committed and before anybody else knows of them. */
    public void onChanges(CommitListener newChanges) {
        changes = newChanges;
    }

    /**
     * The number of partitions, which the first call in the life of a database fixes: {@code configured} then, the stored
     * number ever after. Tasks can be written from this call on. Blocks for the write.
     */
    public int partitions(int configured) {
        return partitions.fix(configured);
    }

    /** The clock the store was opened with, set right by the database's if that is on another machine. */
    public Clock clock() {
        return clock;
    }

    /** Compares the two clocks. Fails as a read does; the difference stays as it was then. */
    public CompletionStage<Void> compareClocks() {
        return clock.compare(threads.sweeps());
    }

    /** What keeps the store from writing, in words for an operator; empty while it is healthy. Never blocks. */
    public Optional<String> fault() {
        return health.fault();
    }

    public Roster roster() {
        return roster;
    }

    public QueueTable queueTable() {
        return queueTable;
    }

    public ControlTable controlTable() {
        return controlTable;
    }

    public TaskQueries queries() {
        return queries;
    }

    public ScheduleTable schedules() {
        return schedules;
    }

    /** Writes a task's row: a new one for revision 1, else the one at the revision before. */
    public Future<Done> save(TaskRecord task, long revision) {
        try {
            return write(taskWrite(task, revision));
        } catch (Throwable e) {
            return Future$.MODULE$.failed(e);
        }
    }

    /** Inserts the rows of a workflow, all or none. Fails as {@link #save} does; a conflict means the first row. */
    public Future<Done> insert(Workflow workflow) {
        try {
            List<TaskWrite> rows =
                    workflow.rows().stream().map(row -> taskWrite(row, 1, true)).toList();
            Promise<Done> promise = Promise.apply();
            TreeWrite tree = new TreeWrite(workflow.resultId(), workflow.tree().utf8(), workflow.createdAt(), promise);
            threads.writer().offer(new WorkflowWrite(rows, tree, promise));
            return promise.future();
        } catch (Throwable e) {
            return Future$.MODULE$.failed(e);
        }
    }

    private TaskWrite taskWrite(TaskRecord task, long revision) {
        return taskWrite(task, revision, false);
    }

    private TaskWrite taskWrite(TaskRecord task, long revision, boolean step) {
        return new TaskWrite(
                task,
                revision,
                partitions.of(task.id()),
                dialect.headers(task.spec().shownHeaders()),
                codec.encode(task),
                step,
                task.replacement() == null ? task.spec().flow().waits() : 1,
                0,
                releases(task),
                starts(task),
                Promise.apply());
    }

    /** Nearly every task has none or one, and a stream of so few costs more than the rest of its write. */
    private List<ReleaseWrite> releases(TaskRecord task) {
        List<Release> releases = Release.of(task);
        if (releases.isEmpty()) {
            return List.of();
        }
        List<ReleaseWrite> writes = new ArrayList<>(releases.size());
        for (Release release : releases) {
            writes.add(ReleaseWrite.of(release, task.finishedAt(), codec));
        }
        return writes;
    }

    private List<TaskWrite> starts(TaskRecord task) {
        List<TaskRecord> called = task.ready() ? callbacks.apply(task) : List.of();
        if (called.isEmpty() && task.starts().isEmpty()) {
            return List.of();
        }
        return Stream.concat(task.starts().stream(), called.stream())
                .map(row -> taskWrite(row, 1, true))
                .toList();
    }

    /**
     * Moves what applications submitted in transactions of their own to the tasks, in one transaction. What another node
     * has in hand is left to it; an id that is a task's already is dropped.
     *
     * @param limit most to move; as many moved means that there may be more
     * @param toTask makes the task of a submit, in the thread that writes
     * @return what is a task now, and what those that could only fail have started
     */
    public CompletionStage<List<StoredTask>> takeSubmitted(int limit, Function<Submitted, TaskRecord> toTask) {
        return inbox.take(limit, toTask);
    }

    /**
     * Inserts a new task, unless another one has its key ({@link TaskSpec#unique}) or its id is known: what is told then is the
     * task that has the key. Both in one transaction.
     */
    public CompletionStage<Claim> insertUnique(TaskRecord task) {
        try {
            UniqueWrite write = new UniqueWrite(taskWrite(task, 1), Promise.apply());
            threads.writer().offer(write);
            return FutureConverters.asJava(write.promise().future());
        } catch (TalkooException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** The task's row; empty for an unknown id. */
    public Future<Optional<StoredTask>> load(String id) {
        StoredTask known = dialect.known(id);
        return known == null ? threads.load(id, codec) : Future$.MODULE$.successful(Optional.of(known));
    }

    /** Has tasks that wait go on waiting in another lane, in one transaction; those that have ended stay as they are. */
    public CompletionStage<Done> moveToLane(Collection<String> ids, String lane) {
        return housekeeping.moveToLane(ids, lane);
    }

    /** Deletes the task's row, if it has the revision before {@code revision}. */
    public Future<Done> delete(String id, long revision) {
        return write(new RowDelete(Write.Change.DELETE_TASK, id, revision));
    }

    /** Deletes the task's row at any revision, if there is one. */
    public Future<Done> delete(String id) {
        return delete(id, RowDelete.ANY);
    }

    Future<Done> saveEntity(EntityState state) {
        return write(new EntityWrite(state, Promise.apply()));
    }

    Future<Optional<EntityState>> loadEntity(String persistenceId) {
        return threads.rows().execute(session -> EntityRows.find(session, persistenceId));
    }

    Future<Done> deleteEntity(String persistenceId, long revision) {
        return write(new RowDelete(Write.Change.DELETE_ENTITY, persistenceId, revision));
    }

    /** The thread that writes; for the tests to get in its way. */
    Writer writer() {
        return threads.writer();
    }

    private Future<Done> write(Write write) {
        threads.writer().offer(write);
        return write.promise().future();
    }

    /**
     * Deletes ready tasks whose time to be kept is over, the oldest first, in one transaction.
     *
     * @param limit most rows to delete; small ones let other writes pass in between
     * @return how many were deleted; {@code limit} means that there may be more
     */
    public CompletionStage<Integer> purge(Instant now, int limit) {
        return housekeeping.purge(now, limit);
    }

    /**
     * Gives the room of deleted rows back to the file system, in small steps between which other writes pass.
     *
     * @return the bytes given back
     */
    public CompletionStage<Long> shrink() {
        return housekeeping.shrink();
    }

    /** Refuses what comes from now on, finishes what is queued, closes the database. Blocks meanwhile. Idempotent. */
    @Override
    public void close() {
        threads.close();
    }
}

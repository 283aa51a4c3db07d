package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.FailureGroup;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.FutureConverters;

/**
 * What the store can be asked. Runs in the store's reader threads and sees everything that was committed before the call;
 * stages fail as those of {@link TaskStore}. No method throws or blocks. Thread-safe.
 */
public final class TaskQueries {
    private final Dialect dialect;
    private final StoreThreads threads;
    private final TaskCodec codec;

    TaskQueries(Dialect dialect, StoreThreads threads, TaskCodec codec) {
        this.dialect = dialect;
        this.threads = threads;
        this.codec = codec;
    }

    /** Open tasks of a lane whose time has come: by priority, highest first, then by due time, then by id. */
    public CompletionStage<Ready> ready(ReadySearch search) {
        return run(threads.sweeps(), session -> new ReadyQuery(session, codec, search).fetch());
    }

    /** @param more whether there may be others behind them; if so, there is one at least */
    public record Ready(List<StoredTask> tasks, boolean more) {}

    /** The earliest due time after {@code after} among the open tasks of a lane. */
    public CompletionStage<Optional<Instant>> nextDue(int partition, String queue, String lane, Instant after) {
        return run(threads.sweeps(), session -> new OpenTasks(session, partition).nextDue(queue, lane, after));
    }

    /**
     * The lanes of a queue in which something is due, in the order of their texts.
     *
     * @param behind the lane from whose text on to look; empty for all but the lane of that name
     * @param most lanes to look into
     */
    public CompletionStage<Lanes> dueLanes(int partition, String queue, String behind, Instant dueBy, int most) {
        return run(threads.sweeps(), session -> new OpenTasks(session, partition).dueLanes(queue, behind, dueBy, most));
    }

    /** @param next the lane looked into last; null if there is none behind it */
    public record Lanes(List<String> due, String next) {}

    /** The queues that have open tasks. */
    public CompletionStage<List<String>> queues(int partition) {
        return run(threads.sweeps(), session -> new OpenTasks(session, partition).queues());
    }

    /** Ids of tasks that wait though they expired by {@code now}, the earliest first. */
    public CompletionStage<List<String>> expired(int partition, Instant now, int limit) {
        return run(threads.sweeps(), session -> new OpenTasks(session, partition).expired(now, limit));
    }

    /** When the next waiting task expires, in the past perhaps. */
    public CompletionStage<Optional<Instant>> nextExpiry(int partition) {
        return run(threads.sweeps(), session -> new OpenTasks(session, partition).nextExpiry());
    }

    /** The latest creation of a task, by the clocks of those who made them; empty when there is no task. */
    public CompletionStage<Optional<Instant>> newestCreatedAt() {
        return run(threads.sweeps(), TaskRows::newestCreatedAt);
    }

    /** A task's row; empty for an unknown id. */
    public CompletionStage<Optional<StoredTask>> read(String id) {
        return FutureConverters.asJava(threads.load(id, codec));
    }

    /** The list of the results that a row gathers; null stands for one that is not there. */
    public CompletionStage<JsonBytes> gathered(String gatherer) {
        return run(threads.lists(), session -> GatherQuery.list(session, codec, gatherer));
    }

    /** How the workflow was written whose result the row is; empty if it is none's. */
    public CompletionStage<Optional<JsonBytes>> tree(String id) {
        return run(threads.lists(), session -> TaskRows.tree(session, id));
    }

    /** The rows of these ids that there are. */
    public CompletionStage<List<StoredTask>> read(Collection<String> ids) {
        return run(threads.lists(), session -> TaskRows.read(session, ids, codec));
    }

    /** Ids of the tasks with this parent, in order of creation. */
    public CompletionStage<List<String>> children(String parentId, int limit) {
        return run(threads.lists(), session -> TaskRows.children(session, parentId, limit));
    }

    /**
     * Tasks by filter, newest first.
     *
     * @param cursor {@link Page#next} of the page before; null for the first one. One that is not fails the stage with a
     *     {@link TalkooException} of type BAD_REQUEST
     */
    public CompletionStage<Page> list(TaskFilter filter, String cursor, int limit) {
        try {
            ListQuery query = query(filter, cursor, limit);
            return run(threads.lists(), session -> query.fetch(session, codec));
        } catch (TalkooException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** The rows of the results of workflows; as {@link #list} without a filter. */
    public CompletionStage<Page> workflows(String cursor, int limit) {
        try {
            WorkflowQuery query = new WorkflowQuery(cursor == null ? null : PageCursor.parse(cursor), limit);
            return run(threads.lists(), session -> query.fetch(session, codec));
        } catch (TalkooException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** @param next what to pass as cursor for the page after this one; null on the last */
    public record Page(List<StoredTask> tasks, String next) {}

    /**
     * Ids of those tasks of a filter that have not ended, newest first.
     *
     * @param cursor {@link Ids#next} of the page before; null for the first one
     */
    public CompletionStage<Ids> openIds(TaskFilter filter, String cursor, int limit) {
        return run(threads.lists(), query(filter, cursor, limit).open()::fetchIds);
    }

    /** Ids of those tasks of a filter that did not fail only because of others; as {@link #openIds}. */
    public CompletionStage<Ids> rerunnableIds(TaskFilter filter, String cursor, int limit) {
        return run(threads.lists(), query(filter, cursor, limit).failedItself()::fetchIds);
    }

    private ListQuery query(TaskFilter filter, String cursor, int limit) {
        return new ListQuery(dialect, filter, cursor == null ? null : PageCursor.parse(cursor), limit);
    }

    /** @param next what to pass as cursor for the page after this one; null on the last */
    public record Ids(List<String> ids, String next) {}

    /** Failures by the type of their error and the name of their task, those with the most first. */
    public CompletionStage<List<FailureGroup>> failures(int limit) {
        return run(threads.lists(), session -> FailureQuery.groups(session, limit));
    }

    private static <T> CompletionStage<T> run(StoreThread thread, Job.Work<T> work) {
        return FutureConverters.asJava(thread.execute(work));
    }
}

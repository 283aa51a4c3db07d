package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.store.ReadySearch;
import io.talkoo.engine.internal.store.StoreUnavailableException;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.worker.WorkerEnvironment.LaneMove;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.event.Level;

/**
 * What a {@link Worker} reads from the store. Nothing blocks: each answer comes back to the Worker as a message, a
 * failure with it. Belongs to one Worker; not thread-safe.
 */
final class StoreReads {
    /** Expired tasks handled with one read. */
    private static final int EXPIRED_BATCH = 500;

    /**
     * The next tasks of a lane.
     *
     * @param more whether the store may hold more behind them
     * @param nextDue when the first of those becomes due that are not
     */
    record Loaded(LaneWindow window, List<StoredTask> tasks, boolean more, Optional<Instant> nextDue, Throwable failure)
            implements TalkooMessage {
        /** The last task, when the store may hold more behind it; else null. */
        StoredTask lastOfFull() {
            return more ? tasks.get(tasks.size() - 1) : null;
        }
    }

    /** The queues that hold open tasks. */
    record QueuesFound(List<String> queues, Throwable failure) implements TalkooMessage {}

    /**
     * Lanes of a queue in which something is due.
     *
     * @param next the lane behind which to go on looking; null if there is none
     */
    record LanesFound(String queue, List<String> due, String next, Throwable failure) implements TalkooMessage {}

    /** Tasks of a queue were put into that lane. */
    record Moved(String queue, String lane, Throwable failure) implements TalkooMessage {}

    /** @param next when the next of the others expires; empty if none does */
    record ExpiredFound(List<String> ids, Optional<Instant> next, Throwable failure) implements TalkooMessage {}

    /** @param createdAt the latest creation of a task in the store */
    record NewestFound(Optional<Instant> createdAt, Throwable failure) implements TalkooMessage {}

    private final ActorContext<TalkooMessage> context;
    private final TaskQueries queries;
    private final LaneMove laneMove;
    private final int partition;
    private boolean readingExpired;

    StoreReads(ActorContext<TalkooMessage> context, TaskQueries queries, LaneMove laneMove, int partition) {
        this.context = context;
        this.queries = queries;
        this.laneMove = laneMove;
        this.partition = partition;
    }

    void tasks(LaneWindow window, Instant dueBy, Set<String> exceptNames, Set<String> exceptIds) {
        ReadySearch search = new ReadySearch(
                partition,
                window.queue,
                window.lane,
                dueBy,
                exceptNames,
                exceptIds,
                window.readSize(),
                window.mostBytes());
        var read = queries.ready(search)
                .thenCombine(
                        queries.nextDue(partition, window.queue, window.lane, dueBy),
                        (ready, next) -> new Loaded(window, ready.tasks(), ready.more(), next, null));
        context.pipeToSelf(
                read,
                (loaded, failure) ->
                        failure == null ? loaded : new Loaded(window, List.of(), false, Optional.empty(), failure));
    }

    void newest() {
        context.pipeToSelf(
                queries.newestCreatedAt(),
                (newest, failure) -> new NewestFound(failure == null ? newest : Optional.empty(), failure));
    }

    void queues() {
        context.pipeToSelf(
                queries.queues(partition),
                (queues, failure) -> new QueuesFound(failure == null ? queues : List.of(), failure));
    }

    void lanes(String queue, String behind, Instant dueBy, int most) {
        context.pipeToSelf(
                queries.dueLanes(partition, queue, behind, dueBy, most),
                (found, failure) -> failure == null
                        ? new LanesFound(queue, found.due(), found.next(), null)
                        : new LanesFound(queue, List.of(), null, failure));
    }

    void move(String queue, String lane, List<String> ids) {
        context.pipeToSelf(laneMove.move(ids, lane), (done, failure) -> new Moved(queue, lane, failure));
    }

    /** Whether the read was begun: one at a time is enough. */
    boolean expired(Instant now) {
        if (readingExpired) {
            return false;
        }
        readingExpired = true;
        var read = queries.expired(partition, now, EXPIRED_BATCH)
                .thenCombine(queries.nextExpiry(partition), (ids, next) -> new ExpiredFound(ids, next, null));
        context.pipeToSelf(read, (found, failure) -> {
            return failure == null ? found : new ExpiredFound(List.of(), Optional.empty(), failure);
        });
        return true;
    }

    /** A store that is away has said so itself, once for all partitions. */
    void warn(String what, Throwable failure) {
        Throwable cause = Failures.cause(failure);
        Level level = cause instanceof StoreUnavailableException ? Level.DEBUG : Level.WARN;
        context.getLog().atLevel(level).log("{} failed; the next sweep tries again: {}", what, String.valueOf(cause));
    }

    void expiredArrived() {
        readingExpired = false;
    }
}

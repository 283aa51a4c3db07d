package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.Lane;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What all Workers of a node share.
 *
 * @param tasks region of the task entities
 * @param fleet says what the nodes of the cluster serve
 * @param knownTypes says which task types they can run
 * @param control says which queues are paused
 * @param limiters region of the limiters
 * @param laneMove puts rows into another lane
 * @param windowTasks see {@code talkoo.worker.window-tasks}
 * @param windowBytes see {@code talkoo.worker.window-bytes}
 */
public record WorkerEnvironment(
        Workers workers,
        ActorRef<TalkooMessage> tasks,
        ActorRef<SlotsCommand> slots,
        FleetView fleet,
        KnownTypes knownTypes,
        ControlView control,
        TaskQueries queries,
        LimitsView limits,
        ActorRef<TalkooMessage> limiters,
        LaneMove laneMove,
        Clock clock,
        int windowTasks,
        long windowBytes,
        Duration sweepInterval) {
    /** See {@link io.talkoo.engine.internal.store.TaskStore#moveToLane}. */
    public interface LaneMove {
        CompletionStage<?> move(Collection<String> ids, String lane);
    }

    /** Tasks a queue may hand out beyond its slots, so that a slot that frees finds the next one waiting. */
    private static final int HAND_OUT_AHEAD = 32;

    /** Of a queue's window is the one of a lane, of which there may be many. */
    private static final int SMALL_PART = 16;

    /** A line for a queue, with no lanes. */
    QueueLine newLine(String queue) {
        return new QueueLine(queue, this::newWindow, () -> fleet.concurrency(queue) + HAND_OUT_AHEAD);
    }

    private LaneWindow newWindow(String queue, Lane lane, String text, Set<LaneWindow> occupied) {
        int part = text.isEmpty() ? 1 : SMALL_PART;
        return new LaneWindow(queue, lane, text, occupied, Math.max(1, windowTasks / part), windowBytes / part);
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.store.TaskQueries;
import java.time.Clock;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What all Workers of a node share.
 *
 * @param tasks region of the task entities
 * @param fleet says what the nodes of the cluster can run
 * @param control says which queues are paused
 * @param windowTasks see {@code talkoo.worker.window-tasks}
 * @param windowBytes see {@code talkoo.worker.window-bytes}
 */
public record WorkerEnvironment(
        Workers workers,
        ActorRef<TalkooMessage> tasks,
        ActorRef<SlotsCommand> slots,
        FleetView fleet,
        ControlView control,
        TaskQueries queries,
        Clock clock,
        int windowTasks,
        long windowBytes,
        Duration sweepInterval) {
    /** Tasks a queue may hand out beyond its slots, so that a slot that frees finds the next one waiting. */
    private static final int HAND_OUT_AHEAD = 32;

    /** An empty window for a queue. */
    QueueWindow newWindow(String queue) {
        return new QueueWindow(queue, windowTasks, windowBytes, () -> fleet.concurrency(queue) + HAND_OUT_AHEAD);
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What all Workers of a node share.
 *
 * @param tasks region of the task entities
 * @param windowTasks see {@code talkoo.worker.window-tasks}
 * @param windowBytes see {@code talkoo.worker.window-bytes}
 */
public record WorkerEnvironment(
        Workers workers,
        ActorRef<TalkooMessage> tasks,
        ActorRef<SlotsCommand> slots,
        QueueSlots queueSlots,
        TaskRegistry registry,
        TaskQueries queries,
        Clock clock,
        int windowTasks,
        long windowBytes,
        Duration sweepInterval) {
    /** Tasks a queue may hand out beyond its slots, so that a slot that frees finds the next one waiting. */
    private static final int HAND_OUT_AHEAD = 32;

    /** A run that its node's death may have cut off is written down before it is repeated, and so counted. */
    boolean writeFirst(StoredTask stored, Instant startedAt) {
        TaskRecord task = stored.task();
        return task.phase() == Phase.STARTED
                || task.spec().atMostOnce()
                || task.spec().createdAt().isBefore(startedAt)
                || registry.type(task.spec().name()).trackStarted().mode() == TrackStarted.Mode.ALWAYS;
    }

    /** An empty window for a queue. */
    QueueWindow newWindow(String queue) {
        int credit = queueSlots.concurrency(queue) + HAND_OUT_AHEAD;
        return new QueueWindow(queue, windowTasks, windowBytes, credit);
    }
}

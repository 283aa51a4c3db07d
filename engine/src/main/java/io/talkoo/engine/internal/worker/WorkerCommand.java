package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.Waiter;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be told a {@link Worker}. */
public sealed interface WorkerCommand extends TalkooMessage {
    /** Concerns one task, and so goes to the Worker of its partition. */
    sealed interface ForTask extends WorkerCommand {
        String id();
    }

    /**
     * Starts the Worker of a partition, or makes it look at the clock again.
     *
     * @param replyTo told that it runs; may be null
     */
    record Wake(int partition, ActorRef<Done> replyTo) implements WorkerCommand {}

    /** A task type has other limits than before. */
    record LimitsChanged(String type) implements WorkerCommand {}

    /** Hands out nothing more; answered once nothing it handed out is under way. */
    record Drain(ActorRef<Done> replyTo) implements WorkerCommand {}

    /**
     * A task waits, now or from its due time on. A hint: the row is what counts.
     *
     * @param entity is told the outcome of the task's run, until it is told {@code Parked}; may be null
     * @param followed whether the entity has to be told of the beginning too
     * @param waiter handed to the entity with the outcome; may be null
     */
    record Offer(StoredTask task, ActorRef<TalkooMessage> entity, boolean followed, Waiter waiter) implements ForTask {
        @Override
        public String id() {
            return task.task().id();
        }
    }

    /**
     * Takes the task out of the queue, and keeps it out until {@link Settled} or {@link Released}. Answered with where it
     * is; a running one is not touched.
     *
     * @param missing the revision the slots were asked for and have not got; 0 before they are asked
     */
    record Withdraw(String id, ActorRef<TalkooMessage> entity, long missing) implements ForTask {
        public Withdraw(String id, ActorRef<TalkooMessage> entity) {
            this(id, entity, 0);
        }
    }

    /**
     * Answered with where the task is.
     *
     * @param follow whether {@code entity} is to be told of its beginning and its outcome from now on
     * @param missing the revision the slots were asked for and have not got; 0 before they are asked
     */
    record Locate(String id, ActorRef<TalkooMessage> entity, boolean follow, long missing) implements ForTask {
        public Locate(String id, ActorRef<TalkooMessage> entity, boolean follow) {
            this(id, entity, follow, 0);
        }
    }

    /** {@code entity}, which was to be told of the task, ends. */
    record Gone(String id, ActorRef<TalkooMessage> entity) implements ForTask {}

    /** The row tells what became of the run or the withdrawal: nothing of it is under way any more. */
    record Settled(String id) implements ForTask {}

    /** The queue is not paused any more, or there is somebody new who serves it. */
    record Resumed(String queue) implements WorkerCommand {}

    /** What the run brought was refused, since the task went on without it. */
    record Stale(String id, Run run) implements ForTask {}

    /** The withdrawal came to nothing: the task may be handed out again. */
    record Released(String id) implements ForTask {}

    /** Interrupts the run. */
    record Terminate(String id, Run run, String reason) implements ForTask {}

    /** A run reported a state of its own. It takes the way of the outcome, which must not overtake it. */
    record Reported(TaskCommand.Progress progress) implements ForTask {
        @Override
        public String id() {
            return progress.id();
        }
    }

    /**
     * A run ended. Its entity is told until it settles.
     *
     * @param asker see {@link TaskCommand.Finished}
     */
    record Ended(StoredTask task, Run run, Outcome outcome, Waiter asker) implements ForTask {
        @Override
        public String id() {
            return task.task().id();
        }
    }

    /**
     * The slots took the task out of their queue.
     *
     * @param entity asked for it, and is to be told; null when the task's time ran out
     */
    record Withdrawn(String id, ActorRef<TalkooMessage> entity) implements ForTask {}

    /**
     * The slots have not begun the task and do not have it any more: it waits as before.
     *
     * @param writeFirst as it was pushed, see {@link SlotsCommand.Push}
     */
    record Recalled(String id, long revision, boolean writeFirst) implements ForTask {}

    /** The slots do not know of what they were given so long ago: a message got lost, or a node. */
    record Lost(String id, long revision) implements ForTask {}
}

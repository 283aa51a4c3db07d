package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.protocol.JsonBytes;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be asked of a {@link TaskEntity}, by clients and by the workers. */
public sealed interface TaskCommand extends TalkooMessage {
    /** The task meant. */
    String id();

    /** Asked on behalf of a client, who waits for a {@link TaskReply}. */
    sealed interface ClientCall extends TaskCommand {
        long call();

        ActorRef<TaskReply> replyTo();
    }

    /** What the worker side tells of the task's runs. */
    sealed interface RunReport extends TaskCommand {}

    /** @param readyCall is answered with the task once it is ready; 0 for no such answer */
    record Submit(TaskSpec spec, long call, long readyCall, ActorRef<TaskReply> replyTo) implements ClientCall {
        @Override
        public String id() {
            return spec.id();
        }
    }

    record Get(String id, long call, ActorRef<TaskReply> replyTo) implements ClientCall {}

    /** Answered once the task is ready. */
    record Await(String id, long call, ActorRef<TaskReply> replyTo) implements ClientCall {}

    /** Answered with every change, beginning with the present state where it is later than {@code after}. */
    record Watch(String id, EventId after, long call, ActorRef<TaskReply> replyTo) implements ClientCall {}

    /** @param waitingOnly leaves a task that runs as it is */
    record Revoke(
            String id, boolean terminate, String reason, long call, ActorRef<TaskReply> replyTo, boolean waitingOnly)
            implements ClientCall {
        public Revoke(String id, boolean terminate, String reason, long call, ActorRef<TaskReply> replyTo) {
            this(id, terminate, reason, call, replyTo, false);
        }
    }

    record Rerun(String id, long call, ActorRef<TaskReply> replyTo) implements ClientCall {}

    record Forget(String id, long call, ActorRef<TaskReply> replyTo) implements ClientCall {}

    /** Nobody waits any more for the answer to {@link Await} or {@link Watch}. */
    record Unwatch(String id, long call) implements TaskCommand {}

    /** It is time to look whether those who wait on other nodes still do. */
    record LookForWatchers(String id) implements TaskCommand {}

    /** Slots want to run the task, and it has to be written down first. */
    record Begin(String id, Instant at, String worker, ActorRef<SlotsCommand> slots) implements RunReport {}

    /** The task runs. A notice: it may get lost. */
    record Began(String id, Run run) implements RunReport {}

    /** The task has run long enough for its STARTED to be written down. */
    record Track(String id, Run run) implements RunReport {}

    /** @param asker is answered, or refused if the run is not the current one; may be null */
    record Progress(String id, Run run, String state, JsonBytes meta, Waiter asker) implements RunReport {}

    /**
     * A run ended.
     *
     * @param ran the task as it was given out, which saves loading it again
     * @param waiter is answered once the task is ready; may be null
     * @param asker is answered once the outcome is written, or refused if the run is not the current one; may be null
     */
    record Finished(StoredTask ran, Run run, Outcome outcome, Waiter waiter, Waiter asker) implements RunReport {
        @Override
        public String id() {
            return ran.task().id();
        }
    }

    /** The Worker took the task out of its queue because its time ran out. */
    record Expire(String id) implements RunReport {}

    /** Somebody else wrote the row. */
    record Reread(String id) implements RunReport {}

    /** The Worker does not hold the task, nor this entity's reference: it rests in the store. */
    record Parked(String id) implements RunReport {}
}

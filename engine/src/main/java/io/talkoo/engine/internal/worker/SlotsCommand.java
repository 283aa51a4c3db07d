package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be told a node's {@link Slots}. */
public sealed interface SlotsCommand extends TalkooMessage {
    /**
     * Run this when a slot is free.
     *
     * @param entity told when it begins; may be null
     * @param worker told when it ends
     * @param writeFirst the run has to be in the store before it begins
     */
    record Push(StoredTask task, ActorRef<TalkooMessage> entity, ActorRef<WorkerCommand> worker, boolean writeFirst)
            implements SlotsCommand {
        String id() {
            return task.task().id();
        }
    }

    /** Take it out of the queue unless it runs. */
    record Withdraw(WorkerCommand.Withdraw request, ActorRef<WorkerCommand> worker) implements SlotsCommand {}

    record Locate(WorkerCommand.Locate request, ActorRef<WorkerCommand> worker) implements SlotsCommand {}

    record Terminate(String id, Run run, String reason) implements SlotsCommand {}

    /** The run that had to be written first is. */
    record Granted(StoredTask task, Run run) implements SlotsCommand {}

    /** The run that had to be written first must not be. */
    record Denied(String id) implements SlotsCommand {}

    /** A run gave its slot back; the next run of the same task may have begun already. */
    record Freed(Push order, long token) implements SlotsCommand {}

    /** Begin nothing more, and give back what waits. */
    record Drain() implements SlotsCommand {}

    /** Look for runs that have lasted. */
    record Tick() implements SlotsCommand {}
}

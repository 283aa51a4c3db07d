package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import java.util.List;
import java.util.Map;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be told a node's {@link Slots}, by the Workers and entities of the node and by the slots of others. */
public sealed interface SlotsCommand extends TalkooMessage {
    /**
     * Run this when a slot is free.
     *
     * @param entity told when it begins; may be null
     * @param lender the other node's slots that lend it; null for this node's own
     * @param writeFirst the run has to be in the store before it begins
     * @param limitsRevision of the limits that allow it, see {@link LimitsView#revision}
     */
    record Push(
            StoredTask task,
            ActorRef<TalkooMessage> entity,
            ActorRef<SlotsCommand> lender,
            boolean writeFirst,
            long limitsRevision)
            implements SlotsCommand {
        String id() {
            return task.task().id();
        }

        Loan loan() {
            return new Loan(id(), task.revision());
        }

        Push lentBy(ActorRef<SlotsCommand> newLender) {
            return new Push(task, entity, newLender, writeFirst, limitsRevision);
        }

        Push toldTo(ActorRef<TalkooMessage> newEntity) {
            return new Push(task, newEntity, lender, writeFirst, limitsRevision);
        }

        /** It may have begun, and nobody knows. */
        Push again() {
            return new Push(task, entity, lender, true, limitsRevision);
        }
    }

    /**
     * Take it out of the queue unless it runs.
     *
     * @param revision the Worker handed out
     */
    record Withdraw(WorkerCommand.Withdraw request, long revision) implements SlotsCommand {
        WorkerCommand.Withdraw missing() {
            return new WorkerCommand.Withdraw(request.id(), request.entity(), revision);
        }
    }

    /** @param revision the Worker handed out */
    record Locate(WorkerCommand.Locate request, long revision) implements SlotsCommand {
        WorkerCommand.Locate missing() {
            return new WorkerCommand.Locate(request.id(), request.entity(), request.follow(), revision);
        }
    }

    record Terminate(String id, Run run, String reason) implements SlotsCommand {}

    /** The run that had to be written first is. */
    record Granted(StoredTask task, Run run) implements SlotsCommand {}

    /** The run that had to be written first must not be. */
    record Denied(String id) implements SlotsCommand {}

    /** A run gave its slot back; the next run of the same task may have begun already. */
    record Freed(Push order, long token) implements SlotsCommand {}

    /**
     * Something is set for the cluster from now on. Answered once this node abides by it: nothing begins of a queue that is
     * paused, and nothing that was handed out under other limits than its task type has now.
     */
    record Obey(ControlEntry entry, ActorRef<Done> replyTo) implements SlotsCommand {}

    /** What runs here? */
    record Inspect(ActorRef<Activity> replyTo) implements SlotsCommand {}

    /** The type's tasks that were handed out under other limits and have not begun go back to their Workers, who are told. */
    record LimitsChanged(String type) implements SlotsCommand {}

    /**
     * There are slots for so many runs more, or less as far as they are free. Answered once all has begun that could: where
     * slots are offered, see {@link Workplace#offersSlots}.
     */
    record Offer(int slots, ActorRef<Done> replyTo) implements SlotsCommand {}

    /** End: what has not begun goes back to whom it came from, and what runs is lost. */
    record Retire() implements SlotsCommand {}

    /** Begin nothing more. Answered once nothing runs here. */
    record Drain(ActorRef<Done> replyTo) implements SlotsCommand {}

    /** Look for runs that have lasted. */
    record Tick() implements SlotsCommand {}

    /** What is not paused any more may begin: the Workers have pushed the best of it meanwhile. */
    record Resume() implements SlotsCommand {}

    /** Look what could be lent or borrowed. */
    record LendingTick() implements SlotsCommand {}

    /** Lend what cannot run here: somebody has room for it. */
    record LendNow() implements SlotsCommand {}

    /** A task as it was lent: the revision tells one lending from the next. */
    record Loan(String id, long revision) {}

    /**
     * A node could run more than it has.
     *
     * @param wanted tasks by its pools' names; replaces what it wanted before
     */
    record Borrow(ActorRef<SlotsCommand> borrower, Map<String, Integer> wanted) implements SlotsCommand {}

    /** The borrower is done with these. */
    record Repaid(List<Loan> loans) implements SlotsCommand {}

    /** The borrower has not begun it and will not. */
    record Returned(Loan loan) implements SlotsCommand {}

    /** A Worker begins and has to know what of its partition is under way; it is told {@link TakeOver.Taken}. */
    record Inherit(int partition, ActorRef<TalkooMessage> worker) implements SlotsCommand {}

    /** What runs of the partition belongs to {@code owner} from now on; what only waits is dropped. */
    record Report(int partition, ActorRef<SlotsCommand> owner, ActorRef<TakeOver.Held> replyTo)
            implements SlotsCommand {}

    /** Another node runs these. */
    record LentBefore(List<StoredTask> tasks, ActorRef<SlotsCommand> borrower) implements SlotsCommand {}

    /** The Worker has not heard of these for long; those that are not here either are lost. */
    record Check(List<Loan> loans) implements SlotsCommand {}
}

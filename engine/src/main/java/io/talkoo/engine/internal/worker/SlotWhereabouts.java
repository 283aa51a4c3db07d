package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.task.TaskAnswer;
import io.talkoo.engine.internal.worker.SlotsCommand.Check;
import io.talkoo.engine.internal.worker.SlotsCommand.Loan;
import io.talkoo.engine.internal.worker.SlotsCommand.Locate;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import io.talkoo.engine.internal.worker.SlotsCommand.Terminate;
import io.talkoo.engine.internal.worker.SlotsCommand.Withdraw;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Answers where the tasks are that a node's {@link Slots} were given: in a line, in a slot, or on loan to another node. Belongs to
 * one Slots; not thread-safe.
 */
final class SlotWhereabouts {
    private final Workers workers;
    private final SlotRuns runs;
    private final Lending lending;

    SlotWhereabouts(Workers workers, SlotRuns runs, Lending lending) {
        this.workers = workers;
        this.runs = runs;
        this.lending = lending;
    }

    /** Takes a task out of its line, unless it runs, and says so; passed on to whoever has it on loan. */
    void withdraw(Withdraw withdraw) {
        WorkerCommand.Withdraw request = withdraw.request();
        String id = request.id();
        Push waiting = runs.waiting(id);
        if (runs.run(id) != null || runs.isBeginning(id)) {
            if (request.entity() != null) {
                request.entity().tell(TaskAnswer.Located.unfollowed(runs.run(id)));
            }
        } else if (waiting != null) {
            runs.remove(waiting);
            lending.repay(waiting);
            workers.tell(new WorkerCommand.Withdrawn(id, request.entity()));
        } else if (lending.borrower(id) != null) {
            ActorRef<SlotsCommand> borrower = request.entity() == null ? lending.borrower(id) : lending.recall(id);
            borrower.tell(withdraw);
        } else if (request.entity() != null) {
            // If it ended a moment ago the Worker, who was told first, knows by now.
            workers.tell(withdraw.missing());
        }
    }

    /** Says where a task is; passed on to whoever has it on loan. */
    void locate(Locate locate) {
        WorkerCommand.Locate request = locate.request();
        String id = request.id();
        Push waiting = runs.waiting(id);
        if (runs.run(id) != null || runs.isBeginning(id)) {
            request.entity().tell(new TaskAnswer.Located(runs.run(id), request.follow()));
        } else if (waiting != null) {
            if (request.follow()) {
                runs.add(waiting.toldTo(request.entity()));
            }
            request.entity().tell(new TaskAnswer.Located(null, request.follow()));
        } else if (lending.borrower(id) != null) {
            lending.borrower(id).tell(locate);
        } else {
            workers.tell(locate.missing());
        }
    }

    /** Interrupts a run, here or where it is on loan. */
    void terminate(Terminate terminate) {
        if (!runs.terminate(terminate) && lending.borrower(terminate.id()) != null) {
            lending.borrower(terminate.id()).tell(terminate);
        }
    }

    /** Tells the Worker of a task that nobody has any more. */
    void check(Loan loan) {
        ActorRef<SlotsCommand> borrower = lending.borrower(loan.id());
        if (borrower != null) {
            borrower.tell(new Check(List.of(loan)));
        } else if (!runs.isHere(loan.id())) {
            workers.tell(new WorkerCommand.Lost(loan.id(), loan.revision()));
        }
    }
}

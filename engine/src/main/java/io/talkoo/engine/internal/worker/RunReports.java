package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.Waiter;
import io.talkoo.engine.internal.worker.SlotsCommand.Freed;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import io.talkoo.protocol.JsonBytes;
import org.apache.pekko.actor.typed.ActorRef;

/** A run, and what it tells the world while it lasts. Thread-safe. */
public final class RunReports {
    private final Slots.Environment environment;
    private final ActorRef<SlotsCommand> slots;
    private final Push order;
    private final StoredTask task;
    private final Run run;

    RunReports(Slots.Environment environment, ActorRef<SlotsCommand> slots, Push order, StoredTask task, Run run) {
        this.environment = environment;
        this.slots = slots;
        this.order = order;
        this.task = task;
        this.run = run;
    }

    /** The task as it was given out. */
    public StoredTask task() {
        return task;
    }

    public Run run() {
        return run;
    }

    /** @param asker is answered if the run is the current one, else refused; null is nobody */
    public void reported(String state, JsonBytes meta, Waiter asker) {
        environment.news().progressed(task.task(), run, state, meta);
        environment
                .workers()
                .tell(new WorkerCommand.Reported(
                        new TaskCommand.Progress(task.task().id(), run, state, meta, asker)));
    }

    /**
     * To be called once; again only for an {@code asker} who did not get an answer. The Worker learns of it first: it has
     * to know before the slot is gone.
     *
     * @param asker is answered once the outcome is written, and refused if it must not be; null is nobody
     */
    public void ended(Outcome outcome, Waiter asker) {
        environment.workers().tell(new WorkerCommand.Ended(task, run, outcome, asker));
        slots.tell(new Freed(order, run.token()));
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.worker.Entry.Place;
import io.talkoo.engine.internal.worker.SlotsCommand.Loan;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What a {@link Worker} asks of its node's slots. Belongs to one Worker; not thread-safe. */
final class SlotOrders {
    private final ActorRef<SlotsCommand> slots;
    private final Opening opening;

    SlotOrders(ActorRef<SlotsCommand> slots, Opening opening) {
        this.slots = slots;
        this.opening = opening;
    }

    void push(Entry entry, Instant now) {
        push(entry, now, entry.writeFirst || writeFirst(entry.task));
    }

    private void push(Entry entry, Instant now, boolean writeFirst) {
        entry.place = Place.HANDED_OUT;
        entry.handedOutAt = now;
        ActorRef<TalkooMessage> follower = entry.followed ? entry.entity : null;
        slots.tell(new SlotsCommand.Push(entry.task, follower, null, writeFirst, entry.limitsRevision));
    }

    /** A run that its node's death may have cut off is written down before it is repeated, and so counted. */
    private boolean writeFirst(StoredTask stored) {
        TaskRecord task = stored.task();
        return task.phase() == Phase.STARTED || task.spec().isWrittenBeforeItRuns() || opening.mayHaveRun(stored);
    }

    /** The slots have lost it; {@code entry} may be null. */
    void repeat(Entry entry, long lostRevision, Instant now) {
        if (entry != null && entry.place == Place.HANDED_OUT && entry.task.revision() == lostRevision) {
            push(entry, now, true);
        }
    }

    /** Asks whether they still have these: what other nodes run, or ended, may have got lost on the way. */
    void check(List<Entry> entries, Instant now) {
        if (!entries.isEmpty()) {
            entries.forEach(entry -> entry.handedOutAt = now);
            slots.tell(new SlotsCommand.Check(entries.stream()
                    .map(entry -> new Loan(entry.id(), entry.task.revision()))
                    .toList()));
        }
    }

    /** Its time ran out while it waits there. */
    void expire(Entry entry) {
        slots.tell(new SlotsCommand.Withdraw(new WorkerCommand.Withdraw(entry.id(), null), entry.task.revision()));
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.Entry.Place;
import io.talkoo.engine.internal.worker.StoreReads.ExpiredFound;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** Has the entities of expired tasks revoke them. Belongs to one {@link Worker}; not thread-safe. */
final class Expiry {
    private final Holdings holdings;
    private final SlotOrders orders;
    private final Agenda agenda;
    private final ActorRef<TalkooMessage> tasks;

    Expiry(Holdings holdings, SlotOrders orders, Agenda agenda, ActorRef<TalkooMessage> tasks) {
        this.holdings = holdings;
        this.orders = orders;
        this.agenda = agenda;
        this.tasks = tasks;
    }

    void found(ExpiredFound found, Duration sweepInterval) {
        // What is being revoked at this moment is still among them: look again a little later, not at once.
        Instant later = agenda.now().plus(sweepInterval.dividedBy(5));
        if (found.failure() != null) {
            agenda.expiresAt(later);
        }
        found.next().ifPresent(next -> agenda.expiresAt(next.isBefore(later) ? later : next));
        found.ids().stream().filter(id -> !holdings.isHeld(id)).forEach(this::expire);
    }

    private void expire(String id) {
        Entry entry = holdings.find(id);
        if (entry == null || entry.place == Place.WAITING) {
            holdings.hold(id, agenda.now());
            tasks.tell(new TaskCommand.Expire(id));
        } else if (entry.place == Place.HANDED_OUT) {
            orders.expire(entry);
        }
    }
}

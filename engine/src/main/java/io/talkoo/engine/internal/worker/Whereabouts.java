package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskAnswer;
import io.talkoo.engine.internal.worker.Entry.Place;
import io.talkoo.engine.internal.worker.WorkerCommand.Locate;
import io.talkoo.engine.internal.worker.WorkerCommand.Withdraw;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** Answers a {@link Worker}'s entities where their tasks are. Belongs to one Worker; not thread-safe. */
final class Whereabouts {
    private final Holdings holdings;
    private final ActorRef<SlotsCommand> slots;

    Whereabouts(Holdings holdings, ActorRef<SlotsCommand> slots) {
        this.holdings = holdings;
        this.slots = slots;
    }

    /** The slots may have missed one revision, and been given the next before the Worker heard of it. */
    private static boolean isInSlots(Entry entry, long missing) {
        return entry != null && entry.place == Place.HANDED_OUT && entry.task.revision() != missing;
    }

    /** The window that has room now; null if none has. */
    LaneWindow withdraw(Withdraw withdraw, Instant now) {
        Entry entry = holdings.find(withdraw.id());
        if (entry != null && entry.place == Place.ENDED) {
            withdraw.entity().tell(TaskAnswer.Located.unfollowed(entry.outcome.run()));
            return null;
        }
        if (isInSlots(entry, withdraw.missing())) {
            slots.tell(new SlotsCommand.Withdraw(withdraw, entry.task.revision()));
            return null;
        }
        LaneWindow window = holdings.hold(withdraw.id(), now);
        withdraw.entity().tell(TaskAnswer.Located.unfollowed(null));
        return window;
    }

    void locate(Locate locate) {
        Entry entry = holdings.find(locate.id());
        if (locate.follow()) {
            holdings.follow(locate.id(), locate.entity());
        }
        if (isInSlots(entry, locate.missing())) {
            slots.tell(new SlotsCommand.Locate(locate, entry.task.revision()));
            return;
        }
        Run run = entry != null && entry.place == Place.ENDED ? entry.outcome.run() : null;
        locate.entity().tell(new TaskAnswer.Located(run, entry != null && locate.follow()));
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.Waiter;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** A task in a {@link Worker}'s care. Belongs to that Worker; not thread-safe. */
final class Entry {
    enum Place {
        /** In the queue's window. */
        WAITING,
        /** Handed to the slots: it waits there, or runs. */
        HANDED_OUT,
        /** It ran, and what it brought is on its way into the row. */
        ENDED
    }

    final StoredTask task;

    /** The lane it is counted in. */
    LaneWindow window;

    /** Lives at least until it is told Parked or the task is settled; may be null. */
    ActorRef<TalkooMessage> entity;

    /** The entity has to be told when the run begins. */
    boolean followed;

    /** Waits for the task to be ready, and is handed on with the outcome; null if nobody does. */
    Waiter waiter;

    /** It was read from the store, and may be offered yet. */
    boolean unoffered;

    Place place = Place.WAITING;

    /** A start of its limited lane was used for it: what runs since before there were limits has none. */
    boolean hasStart;

    /** See {@link SlotsCommand.Push}. */
    long limitsRevision;

    /** Another node may have begun it, as the slots knew that had it before: its next run has to be in the store first. */
    boolean writeFirst;

    WorkerCommand.Ended outcome;

    /** When the slots got it, or were last asked whether they have it. */
    Instant handedOutAt;

    /** When the entity was last told the outcome. */
    Instant toldAt;

    Entry(WorkerCommand.Offer offer) {
        this(offer.task(), offer.entity(), offer.followed());
        this.waiter = offer.waiter();
    }

    Entry(StoredTask task, ActorRef<TalkooMessage> entity, boolean followed) {
        this.task = task;
        this.entity = entity;
        this.followed = followed;
    }

    String id() {
        return task.task().id();
    }

    int priority() {
        return task.task().spec().priority();
    }
}

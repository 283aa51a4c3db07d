package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.Entry.Place;
import io.talkoo.engine.internal.worker.WorkerCommand.Ended;
import io.talkoo.engine.internal.worker.WorkerCommand.Gone;
import io.talkoo.engine.internal.worker.WorkerCommand.Reported;
import io.talkoo.engine.internal.worker.WorkerCommand.Stale;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Tells entities what became of the runs that a {@link Worker} handed out, until their rows tell it. Belongs to one Worker; not
 * thread-safe.
 */
final class EndedRuns {
    private final Holdings holdings;
    private final Agenda agenda;
    private final ActorRef<TalkooMessage> tasks;

    /** @param tasks region of the entities, for those that are not known to be in memory */
    EndedRuns(Holdings holdings, Agenda agenda, ActorRef<TalkooMessage> tasks) {
        this.holdings = holdings;
        this.agenda = agenda;
        this.tasks = tasks;
    }

    /** A run reported a state of its own: it takes the same way, so that the outcome does not overtake it. */
    void reported(Reported reported) {
        entity(holdings.find(reported.id())).tell(reported.progress());
    }

    void ended(Ended ended) {
        Entry entry = holdings.find(ended.id());
        // A run that was given up may end while a later one of the same task is under way.
        boolean current = entry != null && ended.run().token() >= entry.task.revision();
        if (current && entry.place == Place.HANDED_OUT) {
            entry.place = Place.ENDED;
            entry.outcome = ended;
            tell(entry, entity(entry));
        } else {
            if (entry == null) {
                holdings.endedUnseen(ended.id(), agenda.now());
            }
            tasks.tell(new TaskCommand.Finished(ended.task(), ended.run(), ended.outcome(), null, ended.asker()));
        }
    }

    /** Who is to be told of the task; {@code entry} may be null. */
    private ActorRef<TalkooMessage> entity(Entry entry) {
        return entry == null || entry.entity == null ? tasks : entry.entity;
    }

    private void tell(Entry entry, ActorRef<TalkooMessage> entity) {
        entry.toldAt = agenda.now();
        Ended ended = entry.outcome;
        entity.tell(new TaskCommand.Finished(ended.task(), ended.run(), ended.outcome(), entry.waiter, ended.asker()));
    }

    /** What was told an entity that was about to end may have reached nobody. */
    void gone(Gone gone) {
        Entry entry = holdings.gone(gone.id(), gone.entity());
        if (entry != null && entry.place == Place.ENDED) {
            tell(entry, tasks);
        }
    }

    /** The task went on without the run; whether nothing of it is under way any more. */
    boolean refused(Stale stale) {
        holdings.wasStale(stale.id());
        Entry entry = holdings.find(stale.id());
        return entry != null
                && entry.place == Place.ENDED
                && entry.outcome.run().token() == stale.run().token();
    }

    /** Tells once more what was told before {@code instant}, and of which nothing was heard since. */
    void tellAgain(Instant instant) {
        holdings.unsettledSince(instant).forEach(entry -> tell(entry, tasks));
    }
}

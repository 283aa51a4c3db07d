package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.Claim;
import java.time.Duration;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.scaladsl.GetObjectResult;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.util.Try;

/**
 * A sharded actor that is the only writer of one row. It loads the row when a command needs it, has at most one write in
 * flight, keeps the commands that come meanwhile, and lets nothing be seen before it is committed. A write that fails is
 * followed by a fresh load: the row, not the memory, says what is true. Stopping is the shard's business, so that no
 * command is lost in a mailbox.
 *
 * <p>It takes the place of Pekko's {@code DurableStateBehavior}, whose start costs more than a task does
 * ({@code engine/decisions/0002-persistent-entity.md}).
 *
 * @param <C> its commands
 * @param <S> its state
 */
abstract class PersistentEntity<C extends TalkooMessage, S> extends ExtensibleBehavior<TalkooMessage> {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    /** Runs in the store's thread what does no more than tell this actor. */
    private static final ExecutionContext PARASITIC = ExecutionContext.parasitic$.MODULE$;

    /** What the shard sends to an entity that asked to be passivated, and to all at a hand-off. */
    record Stop() implements TalkooMessage {}

    private record Saved(boolean ok, Throwable failure) implements TalkooMessage {}

    private static final Saved SAVED = new Saved(true, null);

    private record Loaded(Object state, long revision, Throwable failure) implements TalkooMessage {}

    private record Reload() implements TalkooMessage {}

    private record AnswerOverdue(long question) implements TalkooMessage {}

    /** Marks the answer to a question of this entity's own: it is not kept behind the commands that wait for it. */
    interface Answer extends TalkooMessage {}

    private enum Mode {
        /** Nothing is known of the row. */
        BLANK,
        LOADING,
        READY,
        SAVING,
        /** Another actor was asked something the command in hand needs to know. */
        ASKING,
        /** The store failed; a reload is due. */
        BACKING_OFF
    }

    protected final ActorContext<TalkooMessage> context;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final DurableStateUpdateStore<S> store;
    private final String persistenceId;

    private final Stash<C> stash = new Stash<>();

    /** How many of the commands that are kept came before the row was read: to those it is not outdated. */
    private int keptBeforeLoad;

    private Mode mode = Mode.BLANK;
    private S state;
    private long revision;
    private S saving;
    private C cause;
    private Runnable afterCommit;
    private final ReloadDelay reloadDelay = new ReloadDelay();
    private Cancellable reload;
    private long questions;
    private boolean stopping;
    private boolean stopRequested;

    PersistentEntity(
            ActorContext<TalkooMessage> context,
            ActorRef<ClusterSharding.ShardCommand> shard,
            DurableStateUpdateStore<S> store,
            String persistenceId) {
        this.context = context;
        this.shard = shard;
        this.store = store;
        this.persistenceId = persistenceId;
    }

    /** Handles a command with the row loaded; {@link #state()} is null when there is none. */
    protected abstract void handle(C command);

    /** Handles a command of which the row need not be known; false if it has to be loaded first. */
    protected abstract boolean handleBlank(C command);

    /** Whether the row may have been written by others since it was read: {@code command} is handled after a fresh load. */
    protected abstract boolean isOutdated(C command);

    /** The store could not take or give what {@code command} needs. True to handle it again once the store is back. */
    protected abstract boolean unavailable(C command, Throwable failure);

    /** There is no room for {@code command}. True when it was refused; else it is kept in spite of that. */
    protected abstract boolean refused(C command);

    /** The row was read and is not what it was: what was known beyond it may not hold any more. */
    protected abstract void loaded();

    /** The answer to {@link #ask}, for the command it was asked for; null if it did not come in time. */
    protected abstract void answered(C command, Answer answer);

    /** This actor ends without having handled {@code command}: it goes to the one that owns the row next. */
    protected abstract void handOn(C command);

    /** Has a message fetched that was too large to come by itself. It may arrive after this actor has ended. */
    protected abstract void collect(Claim claim);

    /** Last words: the actor has ended, in good order or by a fault. */
    protected abstract void stopped();

    protected final S state() {
        return state;
    }

    /** The revision of the row as far as known; 0 when there is none. */
    protected final long revision() {
        return revision;
    }

    /** Takes a state from somebody who read it from the row; a write on top of it fails if the row has moved on. */
    protected final void adopt(S known, long knownRevision) {
        state = known;
        revision = knownRevision;
        mode = Mode.READY;
    }

    /** Replaces the state in memory, ahead of the row; the next save writes it. */
    protected final void remember(S unsaved) {
        state = unsaved;
    }

    /**
     * Writes {@code next}, then runs {@code effects}. The first write of an entity of which nothing is known is an
     * INSERT; if the row is there already, it is loaded and {@code command} handled again.
     */
    protected final void save(S next, C command, Runnable effects) {
        mode = Mode.SAVING;
        saving = next;
        cause = command;
        afterCommit = effects;
        hearOf(store.upsertObject(persistenceId, revision + 1, next, ""));
    }

    private void hearOf(Future<Done> write) {
        ActorRef<TalkooMessage> self = context.getSelf();
        write.onComplete(
                result -> {
                    self.tell(
                            result.isSuccess()
                                    ? SAVED
                                    : new Saved(false, result.failed().get()));
                    return null;
                },
                PARASITIC);
    }

    /** Deletes the row, then runs {@code effects}. */
    protected final void delete(C command, Runnable effects) {
        mode = Mode.SAVING;
        saving = null;
        cause = command;
        afterCommit = effects;
        hearOf(store.deleteObject(persistenceId, revision + 1));
    }

    /** Holds all commands until an {@link Answer} arrives; {@link #answered} gets it together with {@code command}. */
    protected final void ask(C command) {
        mode = Mode.ASKING;
        cause = command;
        questions++;
        context.scheduleOnce(ANSWER_WITHIN, context.getSelf(), new AnswerOverdue(questions));
    }

    private void onAnswer(Answer answer) {
        if (mode == Mode.ASKING) {
            C command = cause;
            cause = null;
            mode = Mode.READY;
            answered(command, answer);
            unstash();
        }
    }

    /** Whether this incarnation is about to end: nobody should be given its reference any more. */
    protected final boolean ending() {
        return stopping || stopRequested;
    }

    /** Asks the shard to be stopped; what arrives meanwhile is delivered to the next incarnation. */
    protected final void passivate() {
        if (!stopping) {
            stopping = true;
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
    }

    @Override
    public final Behavior<TalkooMessage> receive(TypedActorContext<TalkooMessage> unused, TalkooMessage message) {
        if (message instanceof Saved saved) {
            onSaved(saved);
        } else if (message instanceof Loaded loaded) {
            onLoaded(loaded);
        } else if (message instanceof Answer answer) {
            onAnswer(answer);
        } else if (message instanceof Claim claim) {
            collect(claim);
            if (mode == Mode.BLANK) {
                passivate();
            }
        } else if (message instanceof Reload) {
            load();
        } else if (message instanceof AnswerOverdue overdue) {
            if (overdue.question == questions) {
                onAnswer(null);
            }
        } else if (message instanceof Stop) {
            stopRequested = true;
        } else {
            onCommand(command(message));
        }
        return stopRequested && atRest() ? ended() : this;
    }

    @SuppressWarnings("unchecked") // the region lets nothing else through
    private C command(TalkooMessage message) {
        return (C) message;
    }

    /** Whether no command is kept, and nothing of the store or of others is waited for. */
    protected final boolean idle() {
        return (mode == Mode.READY || mode == Mode.BLANK) && stash.isEmpty();
    }

    /**
     * Whether no answer of the store or of others is on its way. A write in flight is waited for: the next owner would find
     * the row in either state, but only this actor can tell those who asked what came of it, and the store answers in the
     * end. The backoff is not: where another node can reach the store, it is not to wait for one that cannot.
     */
    private boolean atRest() {
        return mode == Mode.READY || mode == Mode.BLANK || mode == Mode.BACKING_OFF;
    }

    /** What it kept for when the store would be back is the next owner's: the region holds it until there is one. */
    private Behavior<TalkooMessage> ended() {
        if (mode == Mode.BACKING_OFF) {
            reload.cancel();
        }
        stash.drainTo(this::handOn);
        return Behaviors.stopped();
    }

    @Override
    public final Behavior<TalkooMessage> receiveSignal(TypedActorContext<TalkooMessage> unused, Signal signal) {
        if (signal instanceof PostStop) {
            stopped();
        }
        return this;
    }

    private void onCommand(C command) {
        switch (mode) {
            case READY -> {
                if (isOutdated(command)) {
                    stash.add(command, this::refused);
                    load();
                } else {
                    handle(command);
                }
            }
            case BLANK -> {
                if (!handleBlank(command)) {
                    stash.add(command, this::refused);
                    load();
                }
            }
            default -> stash.add(command, this::refused);
        }
    }

    private void load() {
        mode = Mode.LOADING;
        keptBeforeLoad = stash.size();
        ActorRef<TalkooMessage> self = context.getSelf();
        store.getObject(persistenceId)
                .onComplete(
                        result -> {
                            self.tell(loaded(result));
                            return null;
                        },
                        PARASITIC);
    }

    private static <S> Loaded loaded(Try<GetObjectResult<S>> result) {
        if (result.isFailure()) {
            return new Loaded(null, 0, result.failed().get());
        }
        GetObjectResult<S> row = result.get();
        return new Loaded(row.value().getOrElse(() -> null), row.revision(), null);
    }

    private void onSaved(Saved saved) {
        C command = cause;
        Runnable effects = afterCommit;
        cause = null;
        afterCommit = null;
        if (!saved.ok) {
            onSaveFailed(command, saved.failure);
            return;
        }
        state = saving;
        revision = saving == null ? 0 : revision + 1;
        saving = null;
        mode = Mode.READY;
        effects.run();
        unstash();
    }

    private void onSaveFailed(C command, Throwable failure) {
        saving = null;
        state = null;
        if (isConflict(failure)) {
            stash.addFirst(command);
            load();
            return;
        }
        if (unavailable(command, failure)) {
            stash.addFirst(command);
        }
        backOff();
    }

    /** Whether the row was written by somebody else, so that a load tells more. */
    protected abstract boolean isConflict(Throwable failure);

    private void onLoaded(Loaded loaded) {
        if (loaded.failure != null) {
            stash.removeIf(command -> !unavailable(command, loaded.failure));
            backOff();
            return;
        }
        reloadDelay.reset();
        boolean same = state != null && revision == loaded.revision;
        adopt(cast(loaded.state), loaded.revision);
        if (!same) {
            loaded();
        }
        unstash();
    }

    @SuppressWarnings("unchecked") // the store gives back what save() gave it
    private S cast(Object loaded) {
        return (S) loaded;
    }

    private void backOff() {
        if (stash.isEmpty()) {
            // Nobody waits: the next command loads, and until then nothing needs the store.
            mode = Mode.BLANK;
            state = null;
            revision = 0;
            passivate();
            return;
        }
        mode = Mode.BACKING_OFF;
        reload = context.scheduleOnce(reloadDelay.take(), context.getSelf(), new Reload());
    }

    private void unstash() {
        while (mode == Mode.READY && !stash.isEmpty()) {
            C command = stash.poll();
            if (keptBeforeLoad-- <= 0 && isOutdated(command)) {
                stash.addFirst(command);
                load();
            } else {
                handle(command);
            }
        }
    }
}

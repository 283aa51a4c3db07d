package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LimiterCommand.Granted;
import io.talkoo.engine.internal.limit.LimiterCommand.Introduce;
import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskAnswer;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.Waiter;
import io.talkoo.engine.internal.worker.StoreReads.ExpiredFound;
import io.talkoo.engine.internal.worker.StoreReads.NewestFound;
import io.talkoo.engine.internal.worker.WorkerCommand.Drain;
import io.talkoo.engine.internal.worker.WorkerCommand.Ended;
import io.talkoo.engine.internal.worker.WorkerCommand.Gone;
import io.talkoo.engine.internal.worker.WorkerCommand.LimitsChanged;
import io.talkoo.engine.internal.worker.WorkerCommand.Locate;
import io.talkoo.engine.internal.worker.WorkerCommand.Lost;
import io.talkoo.engine.internal.worker.WorkerCommand.Offer;
import io.talkoo.engine.internal.worker.WorkerCommand.Recalled;
import io.talkoo.engine.internal.worker.WorkerCommand.Released;
import io.talkoo.engine.internal.worker.WorkerCommand.Reported;
import io.talkoo.engine.internal.worker.WorkerCommand.Resumed;
import io.talkoo.engine.internal.worker.WorkerCommand.Settled;
import io.talkoo.engine.internal.worker.WorkerCommand.Stale;
import io.talkoo.engine.internal.worker.WorkerCommand.Terminate;
import io.talkoo.engine.internal.worker.WorkerCommand.Wake;
import io.talkoo.engine.internal.worker.WorkerCommand.Withdraw;
import io.talkoo.engine.internal.worker.WorkerCommand.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * The queues of one partition: which of its tasks run next, and what becomes of those that run. Its tasks' entities
 * offer to it, it hands out to the {@link Slots} of the node. All of it is memory: at a start, and whenever the window
 * of a queue runs low, it is filled from the store, and a slow sweep finds what an offer that got lost would have said.
 */
public final class Worker extends AbstractBehavior<TalkooMessage> {
    public static final EntityTypeKey<TalkooMessage> KEY = EntityTypeKey.create(TalkooMessage.class, "worker");

    /** Longer than a write, or a message, may take. */
    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(1);

    /** Bits for what one Worker tells limiters in a millisecond, so that the next Worker's numbers are higher. */
    private static final int NUMBERS_A_MILLI = 20;

    /** The shard's request to stop. */
    public record Stop() implements TalkooMessage {}

    private record ReadNewest() implements TalkooMessage {}

    private final int partition;
    private final WorkerEnvironment environment;
    private final StoreReads reads;
    private final Agenda agenda;
    private final ActorRef<WorkerCommand> self;

    private final Opening opening = new Opening();
    private final SlotOrders orders;
    private final Holdings holdings;
    private final EndedRuns endedRuns;
    private final Whereabouts whereabouts;
    private final Expiry expiry;
    private final LimitDesk limits;
    private final Refill refill;

    private boolean draining;
    private ActorRef<Done> drained;

    public static Behavior<TalkooMessage> create(int partition, WorkerEnvironment environment) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Worker(context, timers, partition, environment)));
    }

    private Worker(
            ActorContext<TalkooMessage> context,
            TimerScheduler<TalkooMessage> timers,
            int partition,
            WorkerEnvironment environment) {
        super(context);
        this.partition = partition;
        this.environment = environment;
        this.reads = new StoreReads(context, environment.queries(), environment.laneMove(), partition);
        this.agenda = new Agenda(timers, environment.clock(), environment.sweepInterval());
        this.self = context.getSelf().narrow();
        this.limits = limitDesk(timers);
        this.holdings = new Holdings(environment::newLine, limits, this::forsake);
        this.orders = new SlotOrders(environment.slots(), opening);
        this.endedRuns = new EndedRuns(holdings, agenda, environment.tasks());
        this.whereabouts = new Whereabouts(holdings, environment.slots());
        this.expiry = new Expiry(holdings, orders, agenda, environment.tasks());
        this.refill = new Refill(
                reads,
                holdings,
                agenda,
                environment.knownTypes(),
                environment.limits(),
                new Refill.Steps(this::handsOut, this::handOut, this::park));
        environment.workers().started(partition, self);
        environment.slots().tell(new SlotsCommand.Inherit(partition, context.getSelf()));
        reads.newest();
    }

    private LimitDesk limitDesk(TimerScheduler<TalkooMessage> timers) {
        long firstNumber = agenda.now().toEpochMilli() << NUMBERS_A_MILLI;
        LimitTalk.Parties parties =
                new LimitTalk.Parties(partition, firstNumber, getContext().getSelf(), environment.limiters());
        return new LimitDesk(
                environment.limits(), timers, parties, window -> handsOut(window.queue) ? window.size() : 0);
    }

    @Override
    public Receive<TalkooMessage> createReceive() {
        return newReceiveBuilder()
                .onSignal(PostStop.class, signal -> onPostStop())
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onAnyMessage(message -> opening.isDone() ? dispatch(message) : open(message))
                .build();
    }

    /** Until it is known what runs already, tasks rest in the store and questions wait. */
    private Behavior<TalkooMessage> open(TalkooMessage message) {
        if (message instanceof NewestFound found && found.failure() != null) {
            reads.warn("Reading the newest task", found.failure());
            getContext().scheduleOnce(READ_AGAIN_AFTER, getContext().getSelf(), new ReadNewest());
        } else if (message instanceof ReadNewest) {
            reads.newest();
        } else if (message instanceof Offer offer) {
            park(new Entry(offer));
        } else if (!opening.takes(message)) {
            opening.defer(message);
        }
        if (opening.isDone()) {
            opening.taken().forEach(task -> holdings.takeOver(task, agenda.now()));
            look();
            opening.takeDeferred().forEach(this::dispatch);
        }
        return this;
    }

    private Behavior<TalkooMessage> onPostStop() {
        environment.workers().stopped(partition, self);
        return this;
    }

    private Behavior<TalkooMessage> dispatch(TalkooMessage message) {
        if (message instanceof WorkerCommand.ForTask command) {
            onTask(command);
        } else if (message instanceof Granted granted) {
            onGranted(granted);
        } else if (message instanceof LimitDesk.Tick) {
            limits.ticked().forEach(holdings::closeIfDone);
            holdings.lines().forEach(refill::goOn);
        } else if (message instanceof Introduce introduce) {
            holdings.lines().forEach(line -> holdings.recount(line.open(Lane.NONE)));
            limits.introduced(introduce, holdings.windows());
        } else if (message instanceof Agenda.Tick) {
            agenda.ticked();
            look();
        } else if (message instanceof Wake wake) {
            onWake(wake);
        } else if (message instanceof Resumed resumed) {
            refill.resumed(resumed.queue());
        } else if (message instanceof Drain drain) {
            draining = true;
            drained = drain.replyTo();
        } else if (message instanceof LimitsChanged changed) {
            refill.limitsChanged(changed.type());
        } else if (message instanceof ExpiredFound found) {
            reads.expiredArrived();
            expiry.found(found, environment.sweepInterval());
        } else {
            refill.found(message);
        }
        if (drained != null && holdings.isQuiet()) {
            drained.tell(Done.getInstance());
            drained = null;
        }
        return this;
    }

    private void onTask(WorkerCommand.ForTask command) {
        if (command instanceof Offer offer) {
            onOffer(offer);
        } else if (command instanceof Ended ended) {
            endedRuns.ended(ended);
        } else if (command instanceof Reported reported) {
            endedRuns.reported(reported);
        } else if (command instanceof Settled settled) {
            onSettled(settled.id());
        } else if (command instanceof Withdraw withdraw) {
            handOut(whereabouts.withdraw(withdraw, agenda.now()));
        } else if (command instanceof Withdrawn withdrawn) {
            onWithdrawn(withdrawn);
        } else if (command instanceof Locate locate) {
            whereabouts.locate(locate);
        } else if (command instanceof Gone gone) {
            endedRuns.gone(gone);
        } else if (command instanceof Stale stale) {
            if (endedRuns.refused(stale)) {
                onSettled(stale.id());
            }
        } else if (command instanceof Recalled recalled) {
            handOut(holdings.recall(recalled, this::park));
        } else if (command instanceof Released released) {
            holdings.release(released.id());
        } else if (command instanceof Lost lost) {
            orders.repeat(holdings.find(lost.id()), lost.revision(), agenda.now());
        } else if (command instanceof Terminate terminate) {
            environment.slots().tell(new SlotsCommand.Terminate(terminate.id(), terminate.run(), terminate.reason()));
        } else {
            throw new IllegalStateException("no handler for " + command.getClass());
        }
    }

    private void onOffer(Offer offer) {
        StoredTask task = offer.task();
        agenda.expiresAt(task.task().spec().expiresAt());
        LaneWindow window = holdings.window(task.task().spec());
        if (window == null) {
            holdings.line(task.task().spec().queue()).isCrowded = true;
            park(new Entry(offer));
        } else if (task.task().dueAt().isAfter(agenda.now())) {
            refill.dueAt(window, task.task().dueAt());
            park(new Entry(offer));
        } else if (holdings.isWelcome(task)
                && handsOut(window.queue)
                && environment.knownTypes().test(task)) {
            holdings.add(window, new Entry(offer)).forEach(this::park);
            handOut(window);
        } else {
            park(new Entry(offer));
        }
    }

    private boolean handsOut(String queue) {
        return !draining
                && environment.fleet().serves(queue)
                && !environment.control().isPaused(queue);
    }

    /** The entity has to know that nobody will tell it anything, but of a beginning, where it follows its task. */
    private void park(Entry entry) {
        if (entry.entity != null) {
            if (entry.followed) {
                holdings.follow(entry.id(), entry.entity);
            }
            entry.entity.tell(new TaskCommand.Parked(entry.id()));
        }
        forsake(entry);
    }

    /** Who waits for a task that leaves memory without an outcome has its entity wait instead. */
    private void forsake(Entry entry) {
        if (entry.waiter != null) {
            Waiter waiter = entry.waiter;
            environment.tasks().tell(new TaskCommand.Await(entry.id(), waiter.call(), waiter.replyTo()));
        }
    }

    /** @param window in which something changed; may be null: nothing has then */
    private void handOut(LaneWindow window) {
        if (window == null) {
            return;
        }
        QueueLine line = holdings.line(window.queue);
        if (handsOut(window.queue)) {
            for (Entry entry = holdings.take(line); entry != null; entry = holdings.take(line)) {
                orders.push(entry, agenda.now());
                if (entry.window.wantsMore()) {
                    refill.read(entry.window);
                }
            }
        }
        if (window.wantsMore()) {
            refill.read(window);
        }
        limits.changed(window);
        holdings.closeIfDone(window);
        refill.goOn(line);
    }

    private void onGranted(Granted granted) {
        limits.granted(granted).forEach(this::handOut);
        limits.goOn(granted.type());
    }

    private void onSettled(String id) {
        handOut(holdings.settle(id, agenda.now()));
    }

    private void onWithdrawn(Withdrawn withdrawn) {
        handOut(holdings.hold(withdrawn.id(), agenda.now()));
        if (withdrawn.entity() == null) {
            environment.tasks().tell(new TaskCommand.Expire(withdrawn.id()));
        } else {
            withdrawn.entity().tell(TaskAnswer.Located.unfollowed(null));
        }
    }

    private void onWake(Wake wake) {
        if (wake.replyTo() != null) {
            wake.replyTo().tell(Done.getInstance());
        }
        look();
    }

    /** Does what is due. */
    private void look() {
        Instant now = agenda.now();
        refill.readDue(now);
        if (agenda.takeExpiry(now) && !reads.expired(now)) {
            agenda.expiresAt(now.plus(environment.sweepInterval()));
        }
        if (agenda.takeSweep(now)) {
            sweep(now);
        }
        holdings.windows().stream()
                .filter(window -> handsOut(window.queue))
                .forEach(window -> agenda.wakeAt(window.nextDue));
        agenda.wakeAt(null);
    }

    private void sweep(Instant now) {
        holdings.dropEmptyLines();
        holdings.forgetWhatWasBefore(now.minus(REMEMBERED_FOR));
        reads.queues();
        Instant overdue = now.minus(environment.sweepInterval());
        endedRuns.tellAgain(overdue);
        if (!environment.fleet().others().isEmpty()) {
            orders.check(holdings.handedOutBefore(overdue), now);
        }
    }
}

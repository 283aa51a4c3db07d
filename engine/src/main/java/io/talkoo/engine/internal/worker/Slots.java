package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.worker.SlotsCommand.Borrow;
import io.talkoo.engine.internal.worker.SlotsCommand.Check;
import io.talkoo.engine.internal.worker.SlotsCommand.Denied;
import io.talkoo.engine.internal.worker.SlotsCommand.Drain;
import io.talkoo.engine.internal.worker.SlotsCommand.Freed;
import io.talkoo.engine.internal.worker.SlotsCommand.Granted;
import io.talkoo.engine.internal.worker.SlotsCommand.Inherit;
import io.talkoo.engine.internal.worker.SlotsCommand.Inspect;
import io.talkoo.engine.internal.worker.SlotsCommand.LendNow;
import io.talkoo.engine.internal.worker.SlotsCommand.LendingTick;
import io.talkoo.engine.internal.worker.SlotsCommand.LentBefore;
import io.talkoo.engine.internal.worker.SlotsCommand.LimitsChanged;
import io.talkoo.engine.internal.worker.SlotsCommand.Locate;
import io.talkoo.engine.internal.worker.SlotsCommand.Obey;
import io.talkoo.engine.internal.worker.SlotsCommand.Offer;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import io.talkoo.engine.internal.worker.SlotsCommand.Repaid;
import io.talkoo.engine.internal.worker.SlotsCommand.Report;
import io.talkoo.engine.internal.worker.SlotsCommand.Resume;
import io.talkoo.engine.internal.worker.SlotsCommand.Retire;
import io.talkoo.engine.internal.worker.SlotsCommand.Returned;
import io.talkoo.engine.internal.worker.SlotsCommand.Terminate;
import io.talkoo.engine.internal.worker.SlotsCommand.Tick;
import io.talkoo.engine.internal.worker.SlotsCommand.Withdraw;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The node's concurrency: so many slots a queue, each of which runs one task at a time. Workers of this node push what is
 * next, the best of it begins as soon as a slot is free; what will not begin here soon, or cannot, is lent to nodes that
 * have room. One per node, and the only one who knows where a task of the node's Workers is; what it holds is lost with
 * the node, and found again by the Workers.
 */
public final class Slots extends AbstractBehavior<SlotsCommand> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** A slot may stand empty so long while another node has work for it; several times a round trip. */
    private static final Duration LEND_EVERY = Duration.ofMillis(25);

    /** Several times what the Workers take to push what a resumed queue has; the best of all is to begin, not the first here. */
    private static final Duration RESUME_AFTER = Duration.ofMillis(100);

    private static final int ANNOUNCE_AFTER_LOOKS = 4;

    /**
     * @param tasks region of the task entities
     * @param workers where what is told of a task goes
     * @param control says which queues are paused
     * @param limits those that hold
     * @param news told of runs
     * @param node name of this node, as statuses tell it
     */
    public record Environment(
            ActorRef<TalkooMessage> tasks,
            Workers workers,
            FleetView fleet,
            ControlView control,
            LimitsView limits,
            News news,
            QueueSlots queueSlots,
            Workplace workplace,
            Clock clock,
            String node) {}

    private final Environment environment;
    private final TimerScheduler<SlotsCommand> timers;
    private final Lending lending;
    private final SlotRuns runs;
    private final SlotWhereabouts whereabouts;
    private boolean draining;
    private ActorRef<Done> drained;
    private final List<ActorRef<Done>> obeyed = new ArrayList<>();
    private int looks;

    public static Behavior<SlotsCommand> create(Environment environment) {
        return Parcels.opening(
                Behaviors.setup(context -> Behaviors.withTimers(timers -> new Slots(context, timers, environment))),
                Slots::late);
    }

    /** Its withdrawal may have overtaken it, so the row decides. */
    private static TalkooMessage late(TalkooMessage message) {
        return message instanceof Push push ? push.again() : message;
    }

    private Slots(ActorContext<SlotsCommand> context, TimerScheduler<SlotsCommand> timers, Environment environment) {
        super(context);
        this.environment = environment;
        this.timers = timers;
        this.lending = new Lending(context.getSelf(), environment.fleet());
        this.runs = new SlotRuns(environment, context.getSelf(), lending::repay);
        this.whereabouts = new SlotWhereabouts(environment.workers(), runs, lending);
        timers.startTimerWithFixedDelay(new Tick(), LOOK_EVERY);
    }

    @Override
    public Receive<SlotsCommand> createReceive() {
        return newReceiveBuilder()
                .onSignal(Terminated.class, this::onTerminated)
                .onAnyMessage(this::dispatch)
                .build();
    }

    private Behavior<SlotsCommand> dispatch(SlotsCommand command) {
        if (command instanceof Push push) {
            onPush(push);
        } else if (command instanceof Freed freed) {
            runs.freed(freed);
        } else if (command instanceof Granted granted) {
            runs.granted(granted);
        } else if (command instanceof Denied denied) {
            runs.denied(denied.id());
        } else if (command instanceof Withdraw withdraw) {
            whereabouts.withdraw(withdraw);
        } else if (command instanceof Locate locate) {
            whereabouts.locate(locate);
        } else if (command instanceof Terminate terminate) {
            whereabouts.terminate(terminate);
        } else if (command instanceof Tick) {
            onTick();
        } else if (command instanceof Inspect inspect) {
            inspect.replyTo().tell(runs.activity());
        } else if (command instanceof Obey obey) {
            onObey(obey);
        } else if (command instanceof Resume) {
            runs.pause(environment.control().pausedQueues());
        } else if (command instanceof LimitsChanged changed) {
            environment.workers().limitsChanged(changed.type());
            recallOutdated();
        } else if (command instanceof Drain drain) {
            onDrain(drain);
        } else if (command instanceof Offer offer) {
            onOffer(offer);
        } else if (command instanceof Retire) {
            return onRetire();
        } else {
            onFleet(command);
        }
        tellIfDrained();
        tellIfObeyed();
        return this;
    }

    /** What has to do with other nodes. */
    private void onFleet(SlotsCommand command) {
        if (command instanceof LendingTick) {
            onLendingTick();
        } else if (command instanceof Borrow borrow) {
            lending.wants(borrow);
            lendForeign(Integer.MAX_VALUE);
        } else if (command instanceof LendNow) {
            lending.lend(List.of(runs.foreign()), getContext()::watch);
        } else if (command instanceof Repaid repaid) {
            repaid.loans().forEach(lending::forget);
        } else if (command instanceof Returned returned) {
            onReturned(returned);
        } else if (command instanceof Inherit inherit) {
            getContext().spawnAnonymous(TakeOver.create(inherit, getContext().getSelf(), environment.fleet()));
        } else if (command instanceof Report report) {
            onReport(report);
        } else if (command instanceof LentBefore before) {
            onLentBefore(before);
        } else if (command instanceof Check check) {
            check.loans().forEach(whereabouts::check);
        } else {
            throw new IllegalStateException("no handler for " + command.getClass());
        }
    }

    private void onPush(Push push) {
        boolean borrowed = push.lender() != null;
        boolean leaving = draining && (borrowed || !lending.hasPartners() || runs.isPaused(push));
        if (leaving || borrowed && !runs.canRun(push)) {
            giveBack(push);
        } else if (!runs.isUnderWay(push) && (push.writeFirst() || !lending.isLent(push))) {
            lending.forget(push.loan());
            if (isOutdated(push)) {
                recall(push);
            } else {
                accept(push);
            }
        }
    }

    private void accept(Push push) {
        if (push.lender() != null) {
            lending.borrowed();
        }
        runs.add(push);
        lendForeign(1);
    }

    /** It was handed out in the moment in which the limits of its type were changed. */
    private boolean isOutdated(Push push) {
        return push.limitsRevision()
                < environment.limits().revision(push.task().task().spec().name());
    }

    /** What no slot of this node is for need not wait for the tick; a longer line has slots of others busy already. */
    private void lendForeign(int longestLine) {
        int size = runs.foreign().size();
        if (size > 0 && size <= longestLine) {
            lending.lendNow();
        }
    }

    private void onTick() {
        lookAtPauses();
        runs.track();
        environment.fleet().running(runs.size());
        if (!environment.workplace().offersSlots()) {
            runs.takeUnwanted().forEach(this::giveBack);
        }
        looks++;
        if (looks % ANNOUNCE_AFTER_LOOKS == 0) {
            lending.announceAnew();
        }
        if (lending.hasPartners() && !timers.isTimerActive(LendingTick.class)) {
            timers.startTimerWithFixedDelay(LendingTick.class, new LendingTick(), LEND_EVERY);
        }
    }

    private void onLendingTick() {
        if (!lending.hasPartners()) {
            timers.cancel(LendingTick.class);
        }
        lending.lend(runs.openLines(), getContext()::watch);
        lending.tellRepaid();
        if (lending.anybodyHungry()) {
            // It may begin sooner where it came from.
            runs.takeBorrowedSurplus().forEach(this::giveBack);
        }
        if (environment.workplace().offersSlots()) {
            runs.takeUnwanted().forEach(this::giveBack);
        }
        lending.announce(draining ? List.of() : runs.pools().entrySet());
        runs.lines().forEach(SlotPool::ticked);
    }

    /** Nothing of it was begun: the lender has it again, or the Worker may forget it, since its row still waits. */
    private void giveBack(Push order) {
        if (order.lender() != null) {
            order.lender().tell(new Returned(order.loan()));
        } else {
            environment.workers().tell(new WorkerCommand.Settled(order.id()));
        }
    }

    private void onReturned(Returned returned) {
        Push order = lending.takeBack(returned.loan());
        if (order != null) {
            onPush(order);
        }
    }

    private Behavior<SlotsCommand> onTerminated(Terminated gone) {
        lending.gone(gone.getRef()).forEach(this::onPush);
        return this;
    }

    private void onReport(Report report) {
        ActorRef<SlotsCommand> self = getContext().getSelf();
        Predicate<String> ids = id -> environment.workers().partition(id) == report.partition();
        runs.lines().forEach(line -> line.removeIf(order -> ids.test(order.id())));
        // A loan on its way there arrives after the question from elsewhere, and before the one from here.
        Set<ActorRef<SlotsCommand>> borrowers = lending.forgetIf(ids);
        borrowers.forEach(borrower -> borrower.tell(report));
        List<StoredTask> held = runs.handOver(ids, report.owner().equals(self) ? null : report.owner());
        report.replyTo()
                .tell(new TakeOver.Held(
                        self, held.stream().map(StoredTask::withoutPayload).toList(), List.copyOf(borrowers)));
    }

    private void onLentBefore(LentBefore before) {
        // Without arguments it cannot run, but it need not: written first, it comes back with all of its row.
        before.tasks().forEach(task -> lending.lentBefore(new Push(task, null, null, true, 0), before.borrower()));
        getContext().watch(before.borrower());
    }

    private void onObey(Obey obey) {
        environment.control().apply(List.of(obey.entry()));
        lookAtPauses();
        recallOutdated();
        obeyed.add(obey.replyTo());
    }

    /** A pause holds at once, a resume soon. */
    private void lookAtPauses() {
        Set<String> paused = environment.control().pausedQueues();
        if (paused.containsAll(runs.paused())) {
            runs.pause(paused);
            return;
        }
        Set<String> still = new HashSet<>(paused);
        still.addAll(runs.paused());
        runs.pause(still);
        if (!timers.isTimerActive(Resume.class)) {
            timers.startSingleTimer(Resume.class, new Resume(), RESUME_AFTER);
        }
    }

    private void tellIfObeyed() {
        if (!obeyed.isEmpty() && !runs.isPausedOneBeginning()) {
            obeyed.forEach(each -> each.tell(Done.getInstance()));
            obeyed.clear();
        }
    }

    private void recallOutdated() {
        runs.lines().forEach(line -> line.removeIf(this::isOutdated).forEach(this::recall));
    }

    private void recall(Push order) {
        if (order.lender() != null) {
            giveBack(order);
        } else {
            environment
                    .workers()
                    .tell(new WorkerCommand.Recalled(order.id(), order.task().revision(), order.writeFirst()));
        }
    }

    /** Who offers slots wants something to do at once. */
    private void onOffer(Offer offer) {
        runs.offer(offer.slots());
        lending.announce(runs.pools().entrySet());
        offer.replyTo().tell(Done.getInstance());
    }

    private Behavior<SlotsCommand> onRetire() {
        runs.close();
        runs.trackAll();
        runs.lines().forEach(line -> line.removeIf(order -> true).forEach(this::giveBack));
        lending.tellRepaid();
        return Behaviors.stopped();
    }

    private void onDrain(Drain drain) {
        draining = true;
        drained = drain.replyTo();
        runs.close();
        boolean nobodyElse = !lending.hasPartners();
        for (SlotPool line : runs.lines()) {
            line.removeIf(order -> nobodyElse || order.lender() != null || runs.isPaused(order))
                    .forEach(this::giveBack);
        }
    }

    private void tellIfDrained() {
        if (drained != null && runs.size() == 0) {
            lending.tellRepaid();
            drained.tell(Done.getInstance());
            drained = null;
        }
    }
}

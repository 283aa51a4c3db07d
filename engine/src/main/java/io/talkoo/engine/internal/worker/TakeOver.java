package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.task.StoredTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Asks the slots of all nodes what they run of a partition whose Worker has just begun, so that it does not run that
 * again. A node that does not answer in time is taken to run nothing: what it ran begins anew, and what it brings is
 * refused by the revision of the row.
 */
public final class TakeOver extends AbstractBehavior<TalkooMessage> {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /**
     * What a node's slots run of the partition.
     *
     * @param tasks without their arguments
     * @param askedToo slots that had a task of the partition on loan from these, and answer once more because of it
     */
    public record Held(ActorRef<SlotsCommand> slots, List<StoredTask> tasks, List<ActorRef<SlotsCommand>> askedToo)
            implements TalkooMessage {}

    /** All that is under way of the partition, anywhere; without the arguments. */
    record Taken(List<StoredTask> tasks) implements TalkooMessage {}

    private record Look() implements TalkooMessage {}

    private record TimeOut() implements TalkooMessage {}

    private final SlotsCommand.Inherit request;
    private final ActorRef<SlotsCommand> own;
    private final FleetView fleet;
    private final Set<ActorRef<SlotsCommand>> asked = new HashSet<>();

    /** How many answers each owes. One that was asked too may answer before it is known that it was: it owes one less. */
    private final Map<ActorRef<SlotsCommand>, Integer> owed = new HashMap<>();

    private final Map<String, StoredTask> found = new HashMap<>();

    static Behavior<TalkooMessage> create(SlotsCommand.Inherit request, ActorRef<SlotsCommand> own, FleetView fleet) {
        return Parcels.opening(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Look(), LOOK_EVERY);
            timers.startSingleTimer(new TimeOut(), ANSWER_WITHIN);
            return new TakeOver(context, request, own, fleet);
        })));
    }

    private TakeOver(
            ActorContext<TalkooMessage> context,
            SlotsCommand.Inherit request,
            ActorRef<SlotsCommand> own,
            FleetView fleet) {
        super(context);
        this.request = request;
        this.own = own;
        this.fleet = fleet;
        ask(own);
        askOthers();
    }

    @Override
    public Receive<TalkooMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Held.class, this::onHeld)
                .onMessage(Look.class, look -> askOthers())
                .onMessage(TimeOut.class, timeOut -> onTimeOut())
                .build();
    }

    private Behavior<TalkooMessage> askOthers() {
        owed.keySet().removeIf(slots -> !slots.equals(own) && fleet.info(slots) == null);
        fleet.others().stream().map(Peer::slots).forEach(this::ask);
        return doneOrSame();
    }

    private void ask(ActorRef<SlotsCommand> slots) {
        if (asked.add(slots)) {
            owes(slots, 1);
            slots.tell(new SlotsCommand.Report(
                    request.partition(), own, getContext().getSelf().narrow()));
        }
    }

    private Behavior<TalkooMessage> onHeld(Held held) {
        owes(held.slots, -1);
        held.askedToo.forEach(slots -> owes(slots, 1));
        held.tasks.forEach(task -> found.put(task.task().id(), task));
        if (!held.slots.equals(own) && !held.tasks.isEmpty()) {
            own.tell(new SlotsCommand.LentBefore(held.tasks, held.slots));
        }
        return doneOrSame();
    }

    private void owes(ActorRef<SlotsCommand> slots, int more) {
        owed.merge(slots, more, (one, other) -> one + other == 0 ? null : one + other);
    }

    private Behavior<TalkooMessage> doneOrSame() {
        return owed.isEmpty() && fleet.unheard().isEmpty() ? done() : this;
    }

    private Behavior<TalkooMessage> onTimeOut() {
        getContext()
                .getLog()
                .info(
                        "Partition {} begins without the answers of {} and {}; what they ran of it runs again.",
                        request.partition(),
                        owed.keySet(),
                        fleet.unheard());
        return done();
    }

    private Behavior<TalkooMessage> done() {
        request.worker().tell(new Taken(List.copyOf(found.values())));
        return Behaviors.stopped();
    }
}

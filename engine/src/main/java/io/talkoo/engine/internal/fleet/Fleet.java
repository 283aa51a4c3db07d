package io.talkoo.engine.internal.fleet;

import io.talkoo.engine.internal.fleet.FleetMessage.Hello;
import io.talkoo.engine.internal.fleet.FleetMessage.Listed;
import io.talkoo.engine.internal.fleet.FleetMessage.Tick;
import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/**
 * Keeps a node's {@link FleetView}: finds the other nodes' fleets by the receptionist, tells them of this node at once and
 * whenever it has changed, and forgets those that end or whose node is removed. One per node.
 */
public final class Fleet extends AbstractBehavior<FleetMessage> {
    private static final ServiceKey<FleetMessage> KEY = ServiceKey.create(FleetMessage.class, "talkoo-fleet");
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** Something may have got lost: what did not change is told again after so many looks. */
    private static final int REPEAT_AFTER = 10;

    private final FleetView view;
    private final ActorRef<SlotsCommand> slots;
    private final Consumer<Peer> guestCame;
    private final Map<ActorRef<FleetMessage>, Hello> peers = new LinkedHashMap<>();
    private final Set<ActorRef<SlotsCommand>> knownGuests = new HashSet<>();
    private NodeInfo told;
    private List<Peer> toldGuests = List.of();
    private int looks;

    /**
     * @param guestCame told of every guest, of this node or another, that was not there before, once the view has it
     */
    public static Behavior<FleetMessage> create(
            FleetView view, ActorRef<SlotsCommand> slots, Consumer<Peer> guestCame) {
        return Parcels.opening(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), LOOK_EVERY);
            return new Fleet(context, view, slots, guestCame);
        })));
    }

    private Fleet(
            ActorContext<FleetMessage> context,
            FleetView view,
            ActorRef<SlotsCommand> slots,
            Consumer<Peer> guestCame) {
        super(context);
        this.view = view;
        this.slots = slots;
        this.guestCame = guestCame;
        this.told = view.self();
        var receptionist = context.getSystem().receptionist();
        receptionist.tell(Receptionist.register(KEY, context.getSelf()));
        receptionist.tell(Receptionist.subscribe(
                KEY,
                context.messageAdapter(
                        Receptionist.Listing.class, listing -> new Listed(listing.getServiceInstances(KEY)))));
    }

    @Override
    public Receive<FleetMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Hello.class, this::onHello)
                .onMessage(Listed.class, this::onListed)
                .onMessage(Tick.class, tick -> onTick())
                .onSignal(Terminated.class, this::onTerminated)
                .build();
    }

    private Behavior<FleetMessage> onListed(Listed listed) {
        listed.fleets().stream().filter(fleet -> !peers.containsKey(fleet)).forEach(this::greet);
        return this;
    }

    private void greet(ActorRef<FleetMessage> fleet) {
        if (!fleet.equals(getContext().getSelf())) {
            fleet.tell(new Hello(view.self(), slots, getContext().getSelf(), view.guests()));
        }
    }

    private Behavior<FleetMessage> onHello(Hello hello) {
        if (!peers.containsKey(hello.from())) {
            getContext().watch(hello.from());
            greet(hello.from());
        }
        peers.put(hello.from(), hello);
        publish();
        return this;
    }

    private Behavior<FleetMessage> onTerminated(Terminated terminated) {
        peers.keySet().removeIf(fleet -> fleet.equals(terminated.getRef()));
        publish();
        return this;
    }

    private void publish() {
        view.set(
                peers.values().stream()
                        .map(hello -> new Peer(hello.info(), hello.slots()))
                        .toList(),
                peers.values().stream()
                        .flatMap(hello -> hello.guests().stream())
                        .toList());
        lookForGuests();
    }

    private void lookForGuests() {
        List<Peer> guests = view.allGuests();
        knownGuests.retainAll(guests.stream().map(Peer::slots).collect(Collectors.toSet()));
        guests.stream().filter(guest -> knownGuests.add(guest.slots())).forEach(guestCame);
    }

    private Behavior<FleetMessage> onTick() {
        NodeInfo now = view.self();
        List<Peer> guests = view.guests();
        looks++;
        if (!now.equals(told) || !guests.equals(toldGuests) || looks % REPEAT_AFTER == 0) {
            told = now;
            toldGuests = guests;
            peers.keySet().forEach(this::greet);
        }
        lookForGuests();
        return this;
    }
}

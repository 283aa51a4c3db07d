package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.fleet.FleetMessage;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/** The guests of a node, whom all nodes are told of. Thread-safe. */
final class Guests {
    private final FleetView view;
    private final ActorRef<FleetMessage> fleet;

    Guests(FleetView view, ActorRef<FleetMessage> fleet) {
        this.view = view;
        this.fleet = fleet;
    }

    synchronized void add(Peer guest) {
        set(Stream.concat(view.guests().stream(), Stream.of(guest)).toList());
    }

    synchronized void remove(ActorRef<SlotsCommand> slots) {
        set(view.guests().stream().filter(guest -> !guest.slots().equals(slots)).toList());
    }

    private void set(List<Peer> guests) {
        view.guests(guests);
        fleet.tell(new FleetMessage.Tick());
    }
}

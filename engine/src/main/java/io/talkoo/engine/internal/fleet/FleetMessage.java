package io.talkoo.engine.internal.fleet;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be told a {@link Fleet}. */
public sealed interface FleetMessage extends TalkooMessage {
    /**
     * A node introduces itself, or tells that something of it changed.
     *
     * @param guests workers of other kinds that take part through this node
     */
    record Hello(NodeInfo info, ActorRef<SlotsCommand> slots, ActorRef<FleetMessage> from, List<Peer> guests)
            implements FleetMessage {
        public Hello {
            guests = List.copyOf(guests);
        }
    }

    /** The nodes there are, as the receptionist knows them. */
    record Listed(Set<ActorRef<FleetMessage>> fleets) implements FleetMessage {}

    /** Look whether this node has changed. */
    record Tick() implements FleetMessage {}
}

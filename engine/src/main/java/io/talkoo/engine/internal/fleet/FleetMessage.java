package io.talkoo.engine.internal.fleet;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be told a {@link Fleet}. */
public sealed interface FleetMessage extends TalkooMessage {
    /** A node introduces itself, or tells that something of it changed. */
    record Hello(NodeInfo info, ActorRef<SlotsCommand> slots, ActorRef<FleetMessage> from) implements FleetMessage {}

    /** The nodes there are, as the receptionist knows them. */
    record Listed(Set<ActorRef<FleetMessage>> fleets) implements FleetMessage {}

    /** Look whether this node has changed. */
    record Tick() implements FleetMessage {}
}

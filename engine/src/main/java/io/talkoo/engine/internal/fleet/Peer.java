package io.talkoo.engine.internal.fleet;

import io.talkoo.engine.internal.worker.SlotsCommand;
import org.apache.pekko.actor.typed.ActorRef;

/** Another node of the cluster, and the way to its slots. */
public record Peer(NodeInfo info, ActorRef<SlotsCommand> slots) {}

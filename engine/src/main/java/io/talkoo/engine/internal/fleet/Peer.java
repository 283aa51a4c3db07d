package io.talkoo.engine.internal.fleet;

import io.talkoo.engine.internal.worker.SlotsCommand;
import org.apache.pekko.actor.typed.ActorRef;

/** Who else runs tasks, a node of the cluster or a guest of one, and the way to its slots. */
public record Peer(NodeInfo info, ActorRef<SlotsCommand> slots) {}

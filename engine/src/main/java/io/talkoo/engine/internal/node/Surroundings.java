package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.cluster.Membership;
import io.talkoo.engine.internal.cluster.SharedStore;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.store.TaskStore;
import org.apache.pekko.actor.typed.ActorSystem;

/** What has to be there before the parts of a node can start: it is in its cluster, and the store is its cluster's. */
record Surroundings(
        ActorSystem<?> system, TaskStore store, Membership membership, SharedStore sharedStore, ControlView control) {}

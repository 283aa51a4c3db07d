package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.Role;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.cluster.RendezvousAllocation;
import io.talkoo.engine.internal.task.TaskEntity;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;

/** The shard regions of a node. */
final class Regions {
    private Regions() {}

    /** An application's own actor system need not have roles; then all of its nodes own partitions. */
    static <M> ActorRef<TalkooMessage> start(
            ActorSystem<?> system,
            TalkooSettings settings,
            RendezvousAllocation allocation,
            Entity<M, TalkooMessage> entity) {
        boolean anybody = Cluster.get(system).selfMember().getRoles().stream()
                        .noneMatch(role -> role.equals(Role.TASK.toString()))
                && settings.cluster().roles().contains(Role.TASK);
        Entity<M, TalkooMessage> placed = entity.withAllocationStrategy(allocation);
        return ClusterSharding.get(system).init(anybody ? placed : placed.withRole(Role.TASK.toString()));
    }

    /** The one of the tasks; for tasks, which may be there before the node knows it. */
    static ActorRef<TalkooMessage> tasks(ActorSystem<?> system) {
        var sharding = org.apache.pekko.cluster.sharding.ClusterSharding.get(Adapter.toClassic(system));
        return Adapter.toTyped(sharding.shardRegion(TaskEntity.KEY.name()));
    }
}

package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.Role;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.cluster.RendezvousAllocation;
import io.talkoo.engine.internal.limit.Limiter;
import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.task.TaskEntity;
import io.talkoo.engine.internal.worker.Worker;
import io.talkoo.engine.internal.worker.WorkerEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.pattern.Patterns;

/** Starts the shard regions of a node. */
record Regions(ActorSystem<?> system, TalkooSettings settings, RendezvousAllocation allocation, int partitions) {
    ActorRef<TalkooMessage> tasks(TaskEntity.Environment environment) {
        return start(Entity.of(
                        TaskEntity.KEY,
                        context -> TaskEntity.create(context.getEntityId(), environment, context.getShard()))
                .withMessageExtractor(PartitionExtractor.ofTasks(partitions))
                .withStopMessage(TaskEntity.stopMessage()));
    }

    ActorRef<TalkooMessage> limiters(Limiter.Environment environment) {
        return start(Entity.of(
                        Limiter.KEY, context -> Parcels.opening(Limiter.create(context.getEntityId(), environment)))
                .withMessageExtractor(new LimiterExtractor(partitions))
                .withStopMessage(Limiter.stopMessage()));
    }

    ActorRef<TalkooMessage> workers(WorkerEnvironment environment) {
        return start(Entity.of(
                        Worker.KEY,
                        context -> Parcels.opening(Worker.create(Integer.parseInt(context.getEntityId()), environment)))
                .withMessageExtractor(PartitionExtractor.ofWorkers(partitions))
                .withStopMessage(new Worker.Stop()));
    }

    /** An application's own actor system need not have roles; then all of its nodes own partitions. */
    private <M> ActorRef<TalkooMessage> start(Entity<M, TalkooMessage> entity) {
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

    /** Ends regions in good order; each within that time. */
    static CompletionStage<?> stop(List<ActorRef<TalkooMessage>> regions, Duration within) {
        return CompletableFuture.allOf(regions.stream()
                .map(region -> Patterns.gracefulStop(
                                Adapter.toClassic(region), within, ShardRegion.gracefulShutdownInstance())
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }
}

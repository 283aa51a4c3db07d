package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.cluster.ClusterMember;
import io.talkoo.engine.internal.cluster.Membership;
import io.talkoo.engine.internal.cluster.RendezvousAllocation;
import io.talkoo.engine.internal.gateway.Spawner;
import io.talkoo.engine.internal.limit.Limiter;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.TaskEntity;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.worker.KnownTypes;
import io.talkoo.engine.internal.worker.Slots;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.WorkerEnvironment;
import io.talkoo.engine.internal.worker.Workplace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;

/**
 * The actors of a node: its share of the tasks, of their Workers and of the limiters, its slots, and whatever else the node
 * starts while it starts itself, from one thread.
 */
final class NodeActors implements Spawner {
    private static final String PLUGIN = "talkoo.store";

    private final ActorSystem<?> system;
    private final TalkooSettings settings;
    private final NodeViews views;
    private final TaskStore store;
    private final List<ActorRef<?>> spawned = new ArrayList<>();
    private final ActorRef<TalkooMessage> tasks;
    private final Slots.Environment slotsEnvironment;
    private final ActorRef<SlotsCommand> slots;
    private final ActorRef<TalkooMessage> limiters;
    private final ActorRef<TalkooMessage> workers;

    /** @param workplace where the tasks that begin in the node's slots run */
    NodeActors(TalkooSettings settings, NodeViews views, Surroundings surroundings, News news, Workplace workplace) {
        this.system = surroundings.system();
        this.settings = settings;
        this.views = views;
        this.store = surroundings.store();
        Regions regions = regions(surroundings.membership());
        this.tasks = regions.tasks(entities());
        this.slotsEnvironment = new Slots.Environment(
                tasks,
                views.workers(),
                views.fleet(),
                views.control(),
                views.limits(),
                news,
                views.fleet().self().queues(),
                workplace,
                store.clock(),
                settings.node().name());
        this.slots = spawn(Slots.create(slotsEnvironment), "talkoo-slots");
        this.limiters = regions.limiters(new Limiter.Environment(
                views.workers()::region, views.workers().partitions(), views.limits(), store.clock()));
        this.workers = regions.workers(workerEnvironment());
        views.workers().region(workers);
    }

    private Regions regions(Membership membership) {
        int partitions = views.workers().partitions();
        StoreFaults faults = new StoreFaults(views.fleet(), System::nanoTime);
        RendezvousAllocation allocation = new RendezvousAllocation(
                partitions,
                Cluster.get(system).selfMember().address(),
                // A node that alone cannot reach the database hands its partitions to those that can.
                node -> membership.isUp(node) && !faults.isCutOff(ClusterMember.place(node)),
                membership::isSettled);
        return new Regions(system, settings, allocation, partitions);
    }

    private TaskEntity.Environment entities() {
        DurableStateUpdateStore<TaskRecord> plugin =
                DurableStateStoreRegistry.get(system).durableStateStoreFor(PLUGIN);
        return new TaskEntity.Environment(
                plugin,
                views.workers(),
                () -> Regions.tasks(system),
                views.plans()::plan,
                store.clock(),
                settings.tasks().maxDeliveries());
    }

    private WorkerEnvironment workerEnvironment() {
        return new WorkerEnvironment(
                views.workers(),
                tasks,
                slots,
                views.fleet(),
                new KnownTypes(views.fleet()),
                views.control(),
                store.queries(),
                views.limits(),
                limiters,
                store::moveToLane,
                store.clock(),
                settings.worker().windowTasks(),
                settings.worker().windowBytes(),
                settings.worker().sweepInterval());
    }

    @Override
    public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        ActorRef<T> actor = system.systemActorOf(behavior, name, Props.empty());
        spawned.add(actor);
        return actor;
    }

    /** Region of the task entities. */
    ActorRef<TalkooMessage> tasks() {
        return tasks;
    }

    ActorRef<SlotsCommand> slots() {
        return slots;
    }

    /** What the slots are made of. */
    Slots.Environment slotsEnvironment() {
        return slotsEnvironment;
    }

    /** Ends all of them, on a system that goes on. Completes once the regions have handed over what they had. */
    CompletionStage<?> stop(Duration within) {
        CompletionStage<?> regionsStopped = Regions.stop(List.of(tasks, workers, limiters), within);
        spawned.forEach(actor -> Adapter.toClassic(system).stop(Adapter.toClassic(actor)));
        return regionsStopped;
    }
}

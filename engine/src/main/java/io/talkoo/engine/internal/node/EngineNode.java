package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.canvas.Callbacks;
import io.talkoo.engine.internal.canvas.WorkflowPlans;
import io.talkoo.engine.internal.cluster.ClusterMember;
import io.talkoo.engine.internal.cluster.Membership;
import io.talkoo.engine.internal.cluster.RendezvousAllocation;
import io.talkoo.engine.internal.cluster.SharedStore;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.Fleet;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.gateway.Calls;
import io.talkoo.engine.internal.gateway.InboxTasks;
import io.talkoo.engine.internal.gateway.Intake;
import io.talkoo.engine.internal.gateway.Questions;
import io.talkoo.engine.internal.gateway.Specs;
import io.talkoo.engine.internal.gateway.TaskView;
import io.talkoo.engine.internal.gateway.UnattendedTasks;
import io.talkoo.engine.internal.gateway.UniqueTasks;
import io.talkoo.engine.internal.gateway.WorkflowReads;
import io.talkoo.engine.internal.gateway.Workflows;
import io.talkoo.engine.internal.limit.Limiter;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.remote.DeclaredTasks;
import io.talkoo.engine.internal.remote.RemoteHost;
import io.talkoo.engine.internal.run.TaskExecutor;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.schedule.Schedules;
import io.talkoo.engine.internal.schedule.Ticker;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.TaskEntity;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.internal.webhook.WebhookCalls;
import io.talkoo.engine.internal.worker.OwnWorkplace;
import io.talkoo.engine.internal.worker.Slots;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.WorkerEnvironment;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.ClusterStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one node and how they hang together; started by {@link NodeStart}, stopped by {@link NodeStop}.
 * Thread-safe.
 */
public final class EngineNode {
    private static final Logger LOG = LoggerFactory.getLogger(EngineNode.class);
    private static final String PLUGIN = "talkoo.store";

    /** How often a node shows the others that it uses the database. */
    static final Duration SIGNS_EVERY = Duration.ofSeconds(2);

    private final TalkooSettings settings;
    private final Tracing tracing;
    private final ActorSystem<?> system;
    private final TaskStore store;
    private final Membership membership;
    private final SharedStore sharedStore;
    private final Regions regions;
    private final TaskExecutor executor;
    private final FleetView fleet;
    private final ControlView control;
    private final Steering steering;
    private final LimitsView limits;
    private final News news = new News();
    private final StoreFaults storeFaults;
    private final Workers workers;
    private final ActorRef<TalkooMessage> tasks;
    private final ActorRef<SlotsCommand> slots;
    private final ActorRef<TalkooMessage> workerRegion;
    private final ActorRef<TalkooMessage> limiters;
    private final Calls calls;
    private final Intake intake;
    private final Specs specs;
    private final TaskView view;
    private final InboxTasks inbox;
    private final Questions questions;
    private final Workflows workflows;
    private final Schedules schedules;
    private final Retention retention;
    private final RemoteHost remote;
    private final Chores chores;
    private final List<ActorRef<?>> spawned = new ArrayList<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private volatile String stopping;

    EngineNode(TalkooSettings settings, NodeStart.Code code, Clock clock, Surroundings surroundings) {
        TaskRegistry registry = code.registry();
        this.settings = settings;
        this.tracing = code.tracing();
        this.system = surroundings.system();
        this.membership = surroundings.membership();
        this.sharedStore = surroundings.sharedStore();
        this.store = surroundings.store();
        this.workers = new Workers(store.partitions(settings.cluster().partitions()));
        RendezvousAllocation allocation = new RendezvousAllocation(
                workers.partitions(), Cluster.get(system).selfMember().address(), this::mayOwn, membership::isSettled);
        this.regions = new Regions(system, settings, allocation, workers.partitions());
        this.control = surroundings.control();
        DeclaredTasks declared = new DeclaredTasks(control, settings.tasks());
        NodeInfo self = SelfPortrait.of(settings, registry, membership.place(), clock.instant());
        this.fleet = new FleetView(self, store::fault, membership::reachableOthers, workers::here, declared);
        this.limits = new LimitsView(fleet, control);
        this.executor = new TaskExecutor(
                code.runner(), new GatheredInputs(store.queries()), limits::timeLimits, clock, tracing);
        this.storeFaults = new StoreFaults(fleet, System::nanoTime);
        this.specs = new Specs(registry, settings.tasks(), settings.webhooks(), fleet, limits, clock);
        WorkflowPlans plans = new WorkflowPlans(specs, settings.tasks().maxWorkflowTasks());
        this.tasks = startTasks(plans, clock);
        Slots.Environment environment = new Slots.Environment(
                tasks,
                workers,
                fleet,
                control,
                news,
                fleet.self().queues(),
                new OwnWorkplace(executor, registry),
                clock,
                settings.node().name());
        this.slots = spawn(Slots.create(environment), "talkoo-slots");
        this.limiters =
                regions.limiters(new Limiter.Environment(workers::region, workers.partitions(), limits::of, clock));
        this.workerRegion = regions.workers(new WorkerEnvironment(
                workers,
                tasks,
                slots,
                fleet,
                control,
                store.queries(),
                limits,
                limiters,
                store::moveToLane,
                clock,
                settings.worker().windowTasks(),
                settings.worker().windowBytes(),
                settings.worker().sweepInterval()));
        workers.region(workerRegion);
        int processors = Runtime.getRuntime().availableProcessors();
        this.calls = new Calls(this::spawn, processors, SelfPortrait.firstCall(system));
        this.intake = new Intake(store, workers, calls, tasks, this::spawn, processors);
        this.view = new TaskView(fleet, registry.masks());
        var followUps = spawn(FollowUps.create(workers, tasks), "talkoo-follow-ups");
        news.start(this::spawn, system.scheduler(), membership::reachableOthers);
        UnattendedTasks unattended = new UnattendedTasks(specs, settings.tasks(), clock);
        WebhookCalls webhooks = new WebhookCalls(unattended, view, settings.webhooks());
        WorkflowPlans called =
                new WorkflowPlans(specs.trusting(), settings.tasks().maxWorkflowTasks());
        store.onEnds(new Callbacks(called, specs::newId, webhooks), followUps::tell);
        this.inbox = new InboxTasks(store, workers, unattended, tracing);
        this.questions = new Questions(
                tasks, calls, store.queries(), inbox, settings.gateway().timeout());
        this.steering = Steering.of(this, control, news, clock);
        this.workflows = new Workflows(
                store,
                workers,
                plans,
                specs,
                questions,
                new WorkflowReads(store.queries(), questions, steering.inspection(), news, view),
                tracing,
                system.executionContext());
        var ticking = new Ticker.Environment(
                store.schedules(), workers, fleet, unattended, tracing, clock, settings.schedules());
        this.schedules = Schedules.start(ticking, specs, this::spawn, system.executionContext());
        this.retention = new Retention(store, clock, settings.retention());
        var fleetActor = spawn(Fleet.create(fleet, slots, this::guestCame), "talkoo-fleet");
        RemoteHost.Node host = new RemoteHost.Node(
                settings,
                system,
                environment,
                slots,
                fleetActor,
                declared,
                limits,
                questions,
                calls,
                steering.cluster(),
                tracing);
        this.remote = new RemoteHost(host, this::spawn);
        this.chores = Chores.start(this, membership, inbox, retention);
    }

    /** A node that alone cannot reach the database hands its partitions to those that can. */
    private boolean mayOwn(Address address) {
        return membership.isUp(address) && !storeFaults.isCutOff(ClusterMember.place(address));
    }

    private <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        ActorRef<T> actor = system.systemActorOf(behavior, name, Props.empty());
        spawned.add(actor);
        return actor;
    }

    /** Ends the engine's own actors, on a system that goes on. */
    CompletionStage<?> stopActors(Duration within) {
        CompletionStage<?> regionsStopped = Regions.stop(List.of(tasks, workerRegion, limiters), within);
        spawned.forEach(actor -> Adapter.toClassic(system).stop(Adapter.toClassic(actor)));
        return regionsStopped;
    }

    /** What waits for somebody like it can begin. */
    private void guestCame(Peer guest) {
        guest.info().queues().only().forEach(workers::resumed);
    }

    private ActorRef<TalkooMessage> startTasks(WorkflowPlans plans, Clock clock) {
        DurableStateUpdateStore<TaskRecord> plugin =
                DurableStateStoreRegistry.get(system).durableStateStoreFor(PLUGIN);
        TaskEntity.Environment environment = new TaskEntity.Environment(
                plugin,
                workers,
                () -> Regions.tasks(system),
                plans::plan,
                clock,
                settings.tasks().maxDeliveries());
        return regions.tasks(environment);
    }

    public TalkooSettings settings() {
        return settings;
    }

    public Tracing tracing() {
        return tracing;
    }

    public ActorSystem<?> system() {
        return system;
    }

    /** Region of the task entities. */
    public ActorRef<TalkooMessage> tasks() {
        return tasks;
    }

    public Calls calls() {
        return calls;
    }

    public Intake intake() {
        return intake;
    }

    public Specs specs() {
        return specs;
    }

    /** The way to what is known of tasks. */
    public Questions questions() {
        return questions;
    }

    public UniqueTasks uniqueTasks() {
        return new UniqueTasks(store, workers, questions);
    }

    /** Workers outside of the nodes. */
    public RemoteHost remote() {
        return remote;
    }

    public Workflows workflows() {
        return workflows;
    }

    public Schedules schedules() {
        return schedules;
    }

    public TaskView view() {
        return view;
    }

    public TaskQueries queries() {
        return store.queries();
    }

    /** All nodes of the cluster. */
    public FleetView fleet() {
        return fleet;
    }

    /** The limits of all task types. */
    public LimitsView limits() {
        return limits;
    }

    public Steering steering() {
        return steering;
    }

    public Workers workers() {
        return workers;
    }

    ActorRef<SlotsCommand> slots() {
        return slots;
    }

    TaskStore store() {
        return store;
    }

    TaskExecutor executor() {
        return executor;
    }

    SharedStore sharedStore() {
        return sharedStore;
    }

    /** The nodes of the cluster as this one sees them. */
    public ClusterStatus cluster() {
        return new ClusterPicture(membership.view(), fleet, workers.partitions())
                .status(settings.store().url(), store.fault());
    }

    /** Why submits are not accepted at the moment; empty when they are. */
    public Optional<String> unreadiness() {
        return stopping == null ? membership.unreadiness().or(store::fault) : Optional.of(stopping);
    }

    boolean isStopping() {
        return stopping != null;
    }

    /** Completes, with the reason, when this node has run nothing any more since the cluster gave it up. */
    public CompletableFuture<String> lost() {
        return lost;
    }

    /** The others may run what runs here: nothing is begun, told or written any more. Blocks for what is being written. */
    void giveUp(String reason) {
        if (!isStopping()) {
            LOG.error(reason);
            refuseSubmits(reason);
            slots.tell(new SlotsCommand.Drain(system.ignoreRef()));
            remote.close(SIGNS_EVERY);
            executor.close();
            cancelTimers();
            calls.close();
            store.close();
            lost.complete(reason);
        }
    }

    void refuseSubmits(String reason) {
        stopping = reason;
    }

    /** Does now what the clock says is due. */
    public void lookAtClock() {
        workers.wake();
        schedules.look();
        retention.run();
    }

    void cancelTimers() {
        chores.cancel();
    }
}

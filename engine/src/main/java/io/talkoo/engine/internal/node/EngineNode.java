package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.canvas.Callbacks;
import io.talkoo.engine.internal.canvas.WorkflowPlans;
import io.talkoo.engine.internal.cluster.SharedStore;
import io.talkoo.engine.internal.fleet.Fleet;
import io.talkoo.engine.internal.fleet.FleetView;
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
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.remote.RemoteHost;
import io.talkoo.engine.internal.run.TaskExecutor;
import io.talkoo.engine.internal.schedule.Schedules;
import io.talkoo.engine.internal.schedule.Ticker;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.internal.webhook.WebhookCalls;
import io.talkoo.engine.internal.worker.OwnWorkplace;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.ClusterStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one node and how they hang together; started by {@link NodeStart}, stopped by {@link NodeStop}.
 * Thread-safe.
 */
public final class EngineNode {
    private static final Logger LOG = LoggerFactory.getLogger(EngineNode.class);

    /** How often a node shows the others that it uses the database. */
    static final Duration SIGNS_EVERY = Duration.ofSeconds(2);

    private final TalkooSettings settings;
    private final Tracing tracing;
    private final Surroundings surroundings;
    private final TaskStore store;
    private final NodeViews views;
    private final News news = new News();
    private final TaskExecutor executor;
    private final NodeActors actors;
    private final Calls calls;
    private final Intake intake;
    private final Questions questions;
    private final Steering steering;
    private final Workflows workflows;
    private final Schedules schedules;
    private final Retention retention;
    private final RemoteHost remote;
    private final Chores chores;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private volatile String stopping;

    EngineNode(TalkooSettings settings, NodeStart.Code code, Surroundings surroundings) {
        this.settings = settings;
        this.tracing = code.tracing();
        this.surroundings = surroundings;
        this.store = surroundings.store();
        this.views = NodeViews.of(settings, code.registry(), surroundings);
        this.executor = new TaskExecutor(
                code.runner(), new GatheredInputs(store.queries()), limits()::timeLimits, store.clock(), tracing);
        this.actors = new NodeActors(settings, views, surroundings, news, new OwnWorkplace(executor, code.registry()));
        int processors = Runtime.getRuntime().availableProcessors();
        this.calls = new Calls(actors, processors, SelfPortrait.firstCall(system()));
        this.intake = new Intake(store, workers(), calls, tasks(), actors, processors);
        news.start(actors, system().scheduler(), surroundings.membership()::reachableOthers);
        UnattendedTasks unattended = new UnattendedTasks(specs(), settings.tasks(), store.clock());
        followEnds(unattended);
        InboxTasks inbox = new InboxTasks(store, workers(), unattended, tracing);
        this.questions = new Questions(
                tasks(), calls, store.queries(), inbox, settings.gateway().timeout());
        this.steering = Steering.of(this, views.control(), news, store.clock());
        this.workflows = makeWorkflows();
        this.schedules = startSchedules(unattended);
        this.retention = new Retention(store, store.clock(), settings.retention());
        this.remote = startRemote();
        this.chores = Chores.start(this, surroundings.membership(), inbox, retention);
    }

    /** What an end sets going was checked when it was submitted, and is not to be lost for being unknown by now. */
    private void followEnds(UnattendedTasks unattended) {
        WorkflowPlans callbacks =
                new WorkflowPlans(specs().trusting(), settings.tasks().maxWorkflowTasks());
        WebhookCalls webhooks = new WebhookCalls(unattended, view(), settings.webhooks());
        var followUps = actors.spawn(FollowUps.create(workers(), tasks()), "talkoo-follow-ups");
        store.onEnds(new Callbacks(callbacks, specs()::newId, webhooks), followUps::tell);
    }

    private Workflows makeWorkflows() {
        WorkflowReads reads = new WorkflowReads(store.queries(), questions, steering.inspection(), news, view());
        return new Workflows(
                store, workers(), views.plans(), specs(), questions, reads, tracing, system().executionContext());
    }

    private Schedules startSchedules(UnattendedTasks unattended) {
        var ticking = new Ticker.Environment(
                store.schedules(), workers(), fleet(), unattended, tracing, store.clock(), settings.schedules());
        return Schedules.start(ticking, specs(), views.plans(), actors, system().executionContext());
    }

    private RemoteHost startRemote() {
        var fleetActor = actors.spawn(Fleet.create(fleet(), slots(), this::guestCame), "talkoo-fleet");
        RemoteHost.Node host = new RemoteHost.Node(
                settings,
                system(),
                actors.slotsEnvironment(),
                slots(),
                fleetActor,
                views.declared(),
                questions,
                calls,
                steering.cluster(),
                tracing);
        return new RemoteHost(host, actors);
    }

    /** What waits for somebody like it can begin. */
    private void guestCame(Peer guest) {
        guest.info().queues().only().forEach(workers()::resumed);
    }

    /** Ends the engine's own actors, on a system that goes on. */
    CompletionStage<?> stopActors(Duration within) {
        return actors.stop(within);
    }

    public TalkooSettings settings() {
        return settings;
    }

    public Tracing tracing() {
        return tracing;
    }

    public ActorSystem<?> system() {
        return surroundings.system();
    }

    /** Region of the task entities. */
    public ActorRef<TalkooMessage> tasks() {
        return actors.tasks();
    }

    public Calls calls() {
        return calls;
    }

    public Intake intake() {
        return intake;
    }

    public Specs specs() {
        return views.specs();
    }

    /** The way to what is known of tasks. */
    public Questions questions() {
        return questions;
    }

    public UniqueTasks uniqueTasks() {
        return new UniqueTasks(store, workers(), questions);
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
        return views.tasks();
    }

    public TaskQueries queries() {
        return store.queries();
    }

    /** All nodes of the cluster. */
    public FleetView fleet() {
        return views.fleet();
    }

    /** The limits of all task types. */
    public LimitsView limits() {
        return views.limits();
    }

    public Steering steering() {
        return steering;
    }

    public Workers workers() {
        return views.workers();
    }

    ActorRef<SlotsCommand> slots() {
        return actors.slots();
    }

    TaskStore store() {
        return store;
    }

    TaskExecutor executor() {
        return executor;
    }

    SharedStore sharedStore() {
        return surroundings.sharedStore();
    }

    /** The nodes of the cluster as this one sees them. */
    public ClusterStatus cluster() {
        return new ClusterPicture(
                        surroundings.membership().view(), fleet(), workers().partitions())
                .status(settings.store().url(), store.fault());
    }

    /** Why submits are not accepted at the moment; empty when they are. */
    public Optional<String> unreadiness() {
        return stopping == null ? surroundings.membership().unreadiness().or(store::fault) : Optional.of(stopping);
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
            slots().tell(new SlotsCommand.Drain(system().ignoreRef()));
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
        workers().wake();
        schedules.look();
        retention.run();
    }

    void cancelTimers() {
        chores.cancel();
    }
}

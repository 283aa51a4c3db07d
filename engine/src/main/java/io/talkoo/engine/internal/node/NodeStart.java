package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.EngineStartException;
import io.talkoo.engine.internal.cluster.Formation;
import io.talkoo.engine.internal.cluster.Membership;
import io.talkoo.engine.internal.cluster.SharedStore;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.run.TaskRunner;
import io.talkoo.engine.internal.store.StoreExtension;
import io.talkoo.engine.internal.store.StoreRefusedException;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.protocol.Payloads;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.apache.pekko.ConfigurationException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a node: opens the store, joins the cluster, starts the Workers of all partitions. */
public final class NodeStart {
    /** More than the others take to give up a node that was killed and comes back under the same name. */
    private static final Duration NAME_FREE_WITHIN = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);

    private NodeStart() {}

    /** The tasks of a node, what runs them, and what makes spans of that. */
    record Code(TaskRegistry registry, TaskRunner runner, Tracing tracing) {}

    /**
     * What the application hands in.
     *
     * @param system its own actor system; null starts one
     */
    public record Given(Clock clock, Payloads payloads, Tracing tracing, ActorSystem<?> system) {}

    /**
     * Blocks until the node can accept and run tasks.
     *
     * @throws EngineStartException with one line for the operator
     */
    public static EngineNode start(TalkooSettings settings, TaskRegistry registry, TaskRunner runner, Given given) {
        LOG.debug("settings in force:\n{}", settings);
        ActorSystem<?> existing = given.system();
        if (existing != null) {
            check(existing, settings.store());
        }
        TaskStore store = open(settings, given);
        ActorSystem<?> system = null;
        try {
            system = existing == null ? OwnSystem.start(settings) : existing;
            return start(settings, new Code(registry, runner, given.tracing()), system, store);
        } catch (RuntimeException e) {
            boolean interrupted = Thread.interrupted();
            if (existing == null && system != null) {
                OwnSystem.leave(system);
            }
            store.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e instanceof StoreRefusedException ? new EngineStartException(e.getMessage(), e) : e;
        }
    }

    private static void check(ActorSystem<?> system, TalkooSettings.Store store) {
        requireCluster(system);
        if (StoreExtension.get(system).isInstalled()) {
            throw new EngineStartException("actorSystem: " + system.name()
                    + " runs an engine, or ran one before; start another actor system for another"
                    + " engine");
        }
        int members = Cluster.get(system).state().members().size();
        if (members > 1 && !store.isShared()) {
            throw new EngineStartException(
                    "talkoo.store.url: expected jdbc:postgresql://HOST/DATABASE, which all nodes of a cluster share, got"
                            + " SQLite on an actor system in a cluster of " + members
                            + "; use PostgreSQL, or let the engine start an actor system of its own");
        }
    }

    private static void requireCluster(ActorSystem<?> system) {
        try {
            Cluster.get(system);
        } catch (ConfigurationException e) {
            String provider = system.settings().config().getString("pekko.actor.provider");
            throw new EngineStartException(
                    "actorSystem: expected one with pekko.actor.provider = cluster, got " + provider, e);
        }
    }

    private static TaskStore open(TalkooSettings settings, Given given) {
        try {
            return TaskStore.open(settings.store(), settings.node().dataDirectory(), given.clock(), given.payloads());
        } catch (StoreRefusedException e) {
            throw new EngineStartException(e.getMessage(), e);
        }
    }

    private static EngineNode start(TalkooSettings settings, Code code, ActorSystem<?> system, TaskStore store) {
        store.compareClocks()
                .exceptionally(notNow -> null)
                .toCompletableFuture()
                .join();
        int partitions = store.partitions(settings.cluster().partitions());
        checkPartitions(settings.cluster().fixedPartitions(), partitions);
        StoreExtension.get(system).install(store);
        Membership membership = new Membership(system);
        system.systemActorOf(membership.watch(), "talkoo-membership", Props.empty());
        SharedStore shared = new SharedStore(
                settings.store().isShared() ? store.roster() : null, membership, EngineNode.SIGNS_EVERY);
        Formation formation = new Formation(settings.cluster(), membership, NAME_FREE_WITHIN);
        formation.join(system);
        shared.check();
        EngineNode node =
                new EngineNode(settings, code, new Surroundings(system, store, membership, shared, control(store)));
        membership.lost().thenAcceptAsync(node::giveUp, job -> new Thread(job, "talkoo-lost").start());
        StartedWorkers started = new StartedWorkers(node);
        formation.await(started.all(), started::waitsFor);
        return node;
    }

    /** What is set for the cluster, before anything may run. */
    private static ControlView control(TaskStore store) {
        ControlView control = new ControlView();
        try {
            control.apply(store.controlTable().all().toCompletableFuture().join());
            return control;
        } catch (CompletionException e) {
            throw new EngineStartException(
                    "cannot read which queues are paused: " + e.getCause().getMessage(), e);
        }
    }

    private static void checkPartitions(OptionalInt expected, int actual) {
        if (expected.isPresent() && expected.getAsInt() != actual) {
            throw new EngineStartException("talkoo.cluster.partitions: expected " + actual
                    + ", the number this store was made with, or auto, got " + expected.getAsInt());
        }
    }
}

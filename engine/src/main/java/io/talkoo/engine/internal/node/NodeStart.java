package io.talkoo.engine.internal.node;

import io.talkoo.config.ActorSystemConfig;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.EngineStartException;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.run.TaskRunner;
import io.talkoo.engine.internal.store.StoreExtension;
import io.talkoo.engine.internal.store.StoreRefusedException;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.worker.WorkerCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.pekko.ConfigurationException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a node: opens the store, joins the cluster, starts the Workers of all partitions. */
public final class NodeStart {
    /** How long a node may take to become a cluster and have its Workers running. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);

    private NodeStart() {}

    /**
     * Blocks until the node can accept and run tasks.
     *
     * @param existing the application's own actor system; null starts one
     * @throws EngineStartException with one line for the operator
     */
    public static EngineNode start(
            TalkooSettings settings, TaskRegistry registry, TaskRunner runner, Clock clock, ActorSystem<?> existing) {
        LOG.debug("settings in force:\n{}", settings);
        if (existing != null) {
            check(existing);
        }
        TaskStore store = open(settings, clock);
        ActorSystem<?> system = null;
        try {
            system = existing == null ? ownSystem(settings) : existing;
            return start(settings, registry, runner, clock, system, store);
        } catch (RuntimeException e) {
            if (existing == null && system != null) {
                system.terminate();
            }
            store.close();
            throw e;
        }
    }

    private static void check(ActorSystem<?> system) {
        try {
            Cluster.get(system);
        } catch (ConfigurationException e) {
            String provider = system.settings().config().getString("pekko.actor.provider");
            throw new EngineStartException(
                    "actorSystem: expected one with pekko.actor.provider = cluster, got " + provider, e);
        }
        if (StoreExtension.get(system).isInstalled()) {
            throw new EngineStartException(
                    "actorSystem: " + system.name() + " runs an engine, or ran one before; start another actor system"
                            + " for another engine",
                    null);
        }
    }

    private static TaskStore open(TalkooSettings settings, Clock clock) {
        try {
            return TaskStore.open(settings.store(), settings.node().dataDirectory(), clock);
        } catch (StoreRefusedException e) {
            throw new EngineStartException(e.getMessage(), e);
        }
    }

    private static ActorSystem<?> ownSystem(TalkooSettings settings) {
        return ActorSystem.create(Behaviors.empty(), "talkoo", ActorSystemConfig.of(settings));
    }

    private static EngineNode start(
            TalkooSettings settings,
            TaskRegistry registry,
            TaskRunner runner,
            Clock clock,
            ActorSystem<?> system,
            TaskStore store) {
        EngineNode.install(system, store);
        Cluster cluster = Cluster.get(system);
        if (cluster.selfMember().status() == MemberStatus.removed()) {
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        }
        EngineNode node = new EngineNode(settings, registry, runner, clock, system, store);
        awaitWorkers(node);
        int partitions = node.workers().partitions();
        if (partitions != settings.cluster().partitions()) {
            LOG.warn(
                    "talkoo.cluster.partitions is {}, and is not used: this store was made with {}, which stays.",
                    settings.cluster().partitions(),
                    partitions);
        }
        return node;
    }

    private static void awaitWorkers(EngineNode node) {
        CompletableFuture<?>[] started = IntStream.range(0, node.workers().partitions())
                .mapToObj(partition -> AskPattern.<TalkooMessage, Done>ask(
                                node.workers().region(),
                                replyTo -> new WorkerCommand.Wake(partition, replyTo),
                                READY_WITHIN,
                                node.system().scheduler())
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(started).get(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new EngineStartException(
                    "the node did not become ready within " + READY_WITHIN + "; is its actor system part of a cluster?",
                    e);
        }
    }
}

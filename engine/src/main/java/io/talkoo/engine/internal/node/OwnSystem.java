package io.talkoo.engine.internal.node;

import io.talkoo.config.ActorSystemConfig;
import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.Cluster;
import io.talkoo.config.TalkooSettings.Discovery;
import io.talkoo.engine.EngineStartException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The actor system of an engine that was given none. */
final class OwnSystem {
    /** Others should see a node that is refused go, not vanish. */
    private static final Duration LEAVES_WITHIN = Duration.ofSeconds(20);

    private static final String BOOTSTRAP = "org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap";

    private OwnSystem() {}

    /** Throws {@link EngineStartException} with one line for the operator. */
    static ActorSystem<?> start(TalkooSettings settings) {
        requireBootstrap(settings.cluster());
        TlsFiles.check(settings.cluster().tls());
        try {
            return ActorSystem.create(Behaviors.empty(), "talkoo", ActorSystemConfig.of(settings));
        } catch (RuntimeException e) {
            throw refused(settings.cluster(), e);
        }
    }

    private static void requireBootstrap(Cluster cluster) {
        try {
            if (cluster.discovery() == Discovery.KUBERNETES) {
                Class.forName(BOOTSTRAP);
            }
        } catch (ClassNotFoundException e) {
            throw new EngineStartException(
                    "talkoo.cluster.discovery: kubernetes needs pekko-management-cluster-bootstrap and"
                            + " pekko-discovery-kubernetes-api, which are not on the class path; add them, or use seeds",
                    e);
        }
    }

    private static RuntimeException refused(Cluster cluster, RuntimeException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof SocketException || root instanceof UnresolvedAddressException) {
            return new EngineStartException(
                    "talkoo.cluster.port: " + cluster.port() + " on " + cluster.host() + " cannot be bound ("
                            + root.getMessage() + "); give the node an address of this machine and a port that is free",
                    failure);
        }
        return cluster.tls() == null
                ? failure
                : new EngineStartException(
                        "talkoo.cluster.tls: expected PEM files that belong together, got " + root.getMessage(),
                        failure);
    }

    /** Leaves the cluster and ends the system. Blocks meanwhile. */
    static void leave(ActorSystem<?> system) {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .completeOnTimeout(Done.getInstance(), LEAVES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}

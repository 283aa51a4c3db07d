package io.talkoo.engine.internal.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.config.ActorSystemConfig;
import io.talkoo.config.TalkooSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;

/** A node as far as the cluster is concerned: no store, no tasks. */
final class TestMember implements AutoCloseable {
    private static final Config QUICK = ConfigFactory.parseString("""
            talkoo.store.url = "jdbc:postgresql://nobody/asks"
            pekko.cluster { seed-node-timeout = 1s, retry-unsuccessful-join-after = 500ms }
            """);

    final Membership membership;
    final ActorSystem<?> system;
    private final Formation formation;

    /** @param settings of {@code talkoo}, in HOCON */
    TestMember(String name, int port, String settings) {
        TalkooSettings all = TalkooSettings.from(
                ConfigFactory.parseString("talkoo { node.name = %s, cluster.port = %d }".formatted(name, port))
                        .withFallback(ConfigFactory.parseString(settings).atPath("talkoo"))
                        .withFallback(QUICK));
        system = ActorSystem.create(Behaviors.empty(), "talkoo", ActorSystemConfig.of(all));
        membership = new Membership(system);
        system.systemActorOf(membership.watch(), "talkoo-membership", Props.empty());
        formation = new Formation(all.cluster(), membership, Duration.ofMillis(500));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CompletableFuture<Void> join() {
        return CompletableFuture.runAsync(() -> formation.join(system));
    }

    /** The view in which so many nodes are up, this one included. */
    ClusterView awaitNodes(int count) throws Exception {
        return membership
                .when(view ->
                        view.members().stream().filter(ClusterMember::isUp).count() == count)
                .get(20, TimeUnit.SECONDS);
    }

    /** Gives another node up, as the split brain resolver does. */
    void down(TestMember other) {
        Cluster.get(system)
                .manager()
                .tell(new Down(Cluster.get(other.system).selfMember().address()));
    }

    /** Leaves the cluster. Now and then Pekko's transport does not end with TLS: then its shutdown goes on after 10 s. */
    @Override
    public void close() {
        system.terminate();
        CoordinatedShutdown.get(system)
                .runAll(CoordinatedShutdown.actorSystemTerminateReason())
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}

package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines on the nodes of an application that is a Pekko cluster itself, which it configures and forms as it likes. */
class ApplicationClusterTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final Config CONFIG = ConfigFactory.parseString("""
            include "talkoo-pekko.conf"
            pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            pekko.cluster.roles = [shop]
            """).withFallback(ConfigFactory.load());

    @TempDir
    Path directory;

    private final List<ActorSystem<?>> nodes = new ArrayList<>();

    @BeforeEach
    void formCluster() {
        for (int i = 0; i < 2; i++) {
            ActorSystem<?> node = ActorSystem.create(Behaviors.empty(), "shop", CONFIG);
            nodes.add(node);
            Cluster cluster = Cluster.get(node);
            cluster.manager()
                    .tell(Join.create(Cluster.get(nodes.get(0)).selfMember().address()));
            await().atMost(SOON).until(() -> cluster.selfMember().status() == MemberStatus.up());
        }
    }

    /** One after the other: who is the last need not wait for anybody to see it go. */
    @AfterEach
    void endCluster() throws Exception {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).terminate();
            nodes.get(i).getWhenTerminated().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private TaskEngineBuilder engine(int node) {
        return TaskEngine.builder()
                .settings(TalkooSettings.defaults().with("node.name", "engine-" + node))
                .define(TaskDefinition.named("twice").input(Integer.class).handler(number -> 2 * number))
                .actorSystem(nodes.get(node));
    }

    private TaskEngineBuilder engine(int node, String url) {
        return engine(node).with("store.url", url).with("store.user", PostgresServer.USER);
    }

    private static void run(TaskEngine engine, int count) {
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            handles.add(engine.task("twice", Integer.class).delay(i));
        }
        for (int i = 0; i < count; i++) {
            assertThat(handles.get(i).get(SOON)).isEqualTo(2 * i);
        }
    }

    @Test
    void enginesOnAllNodesAreOneClusterAndOneThatEndsLeavesItsNodeWhereItIs() {
        String url = PostgresServer.shared().newDatabase();
        CompletableFuture<TaskEngine> starting =
                CompletableFuture.supplyAsync(() -> engine(1, url).start());
        try (TaskEngine first = engine(0, url).start()) {
            try (TaskEngine second = starting.join()) {
                run(first, 100);
                run(second, 100);
                assertThat(first.cluster().members()).hasSize(2);
            }
            run(first, 100);
            assertThat(Cluster.get(nodes.get(1)).selfMember().status()).isEqualTo(MemberStatus.up());
        }
    }

    @Test
    void nodesThatCannotShareTheirTasksAreRefusedInOneLine() {
        assertThatThrownBy(() -> engine(1).dataDirectory(directory).start())
                .isInstanceOf(EngineStartException.class)
                .hasMessageStartingWith("talkoo.store.url: expected jdbc:postgresql://HOST/DATABASE")
                .hasMessageContaining("got SQLite")
                .message()
                .hasLineCount(1);
    }
}

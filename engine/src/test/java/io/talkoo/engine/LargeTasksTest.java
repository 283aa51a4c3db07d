package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tasks whose arguments and results no frame takes, on three nodes of which one serves clients, one keeps the tasks and one
 * runs them, so that everything that is said of a task crosses nodes.
 */
class LargeTasksTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final String url = PostgresServer.shared().newDatabase();
    private final int seedPort = freePort();
    private final List<TaskEngine> engines = start("gateway", "task", "worker");
    private final TaskEngine gateway = engines.get(0);

    @AfterEach
    void stop() {
        engines.stream()
                .map(engine -> CompletableFuture.runAsync(engine::close))
                .toList()
                .forEach(CompletableFuture::join);
    }

    @Test
    void largeArgumentsAndResultsReachTheOtherNodes() {
        String text = "ä".repeat(500_000);

        TaskHandle<String> minted = gateway.task("twice", String.class).delay(text);
        TaskHandle<String> own = gateway.task("twice", String.class)
                .applyAsync(
                        List.of(text), TaskOptions.none().id(UUID.randomUUID().toString()));
        TaskHandle<String> small = gateway.task("twice", String.class).delay("a");

        assertThat(small.get(SOON)).isEqualTo("aa");
        assertThat(minted.get(SOON)).isEqualTo(text + text);
        assertThat(own.get(SOON)).isEqualTo(text + text);
    }

    private List<TaskEngine> start(String... roles) {
        List<CompletableFuture<TaskEngine>> starting = IntStream.range(0, roles.length)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> engine(roles[i], i == 0 ? seedPort : 0)))
                .toList();
        return new ArrayList<>(starting.stream().map(CompletableFuture::join).toList());
    }

    private TaskEngine engine(String role, int port) {
        return TaskEngine.builder()
                .settings(TalkooSettings.defaults()
                        .with("node.name", role)
                        .with("store.url", url)
                        .with("store.user", PostgresServer.USER)
                        .with("cluster.seeds", "127.0.0.1:" + seedPort)
                        .with("cluster.roles", role)
                        .with("cluster.port", port))
                .define(TaskDefinition.named("twice").input(String.class).handler(text -> text + text))
                .start();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

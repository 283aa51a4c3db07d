package io.talkoo.engine;

import com.typesafe.config.ConfigFactory;
import io.opentelemetry.api.OpenTelemetry;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Engines in this JVM that are the nodes of one cluster, on a database of their own. */
final class ClusterOfEngines implements AutoCloseable {
    private final String url = PostgresServer.shared().newDatabase();
    private final int seedPort = freePort();
    private final List<TaskEngine> engines = new ArrayList<>();

    private final TaskDefinition<?>[] definitions;
    private OpenTelemetry telemetry = OpenTelemetry.noop();

    /** @param definitions tasks that its nodes know, next to {@code twice} */
    ClusterOfEngines(TaskDefinition<?>... definitions) {
        this.definitions = definitions;
    }

    /** Has the nodes that start from now on make spans. */
    void trace(OpenTelemetry spans) {
        telemetry = spans;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a node that knows the task {@code twice}; the first one started is the seed. */
    TaskEngine start(String name, String roles) {
        TaskEngine engine =
                builder(name, engines.isEmpty() ? seedPort : 0, roles).start();
        engines.add(engine);
        return engine;
    }

    /** Starts a node whose machine has another time than this one. */
    TaskEngine start(String name, Clock clock) {
        TaskEngine engine = builder(name, engines.isEmpty() ? seedPort : 0, "gateway,task,worker")
                .clock(clock)
                .start();
        engines.add(engine);
        return engine;
    }

    /** Starts further nodes at once. */
    List<TaskEngine> startAll(String... names) {
        List<CompletableFuture<TaskEngine>> starting = new ArrayList<>();
        for (String name : names) {
            starting.add(CompletableFuture.supplyAsync(
                    () -> builder(name, 0, "gateway,task,worker").start()));
        }
        List<TaskEngine> started =
                starting.stream().map(CompletableFuture::join).toList();
        engines.addAll(started);
        return started;
    }

    private TaskEngineBuilder builder(String name, int port, String roles) {
        TalkooSettings settings = TalkooSettings.from(
                ConfigFactory.parseString("""
                talkoo {
                  node.name = %s, queues = "default:4", shutdown.drain = 5s
                  store { url = "%s", user = %s }
                  cluster { port = %d, seeds = "127.0.0.1:%d", roles = "%s" }
                }
                pekko.cluster { seed-node-timeout = 1s, retry-unsuccessful-join-after = 500ms }
                """.formatted(name, url, PostgresServer.USER, port, seedPort, roles)));
        return TaskEngine.builder()
                .settings(settings)
                .openTelemetry(telemetry)
                .define(definitions)
                .define(TaskDefinition.named("twice").input(Integer.class).handler(number -> 2 * number));
    }

    /** Stops a node; the others are numbered anew. */
    void stop(int index) {
        engines.remove(index).close();
    }

    /** The last one started leaves first: those that keep tasks are still there to say goodbye to. */
    @Override
    public void close() {
        for (int i = engines.size() - 1; i >= 0; i--) {
            engines.get(i).close();
        }
    }
}

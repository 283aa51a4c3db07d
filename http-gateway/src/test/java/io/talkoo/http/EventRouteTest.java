package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.config.Scope;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskGateway.TaskEvent;
import io.talkoo.engine.TaskGateway.Watch;
import io.talkoo.protocol.TaskStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Event streams to clients that are slow, silent or gone; the test plays the engine. */
class EventRouteTest {
    private static final String ID = "0193a000-0000-7000-8000-000000000000";

    /** Shorter than some watches take to begin. */
    private static final Config CONFIG = ConfigFactory.parseString(
                    "pekko.stream.materializer.subscription-timeout.timeout = 50ms")
            .withFallback(ConfigFactory.load());

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "event-route", CONFIG);
    private final CompletableFuture<Consumer<TaskEvent>> listener = new CompletableFuture<>();
    private final CompletableFuture<String> resumedAfter = new CompletableFuture<>();
    private final CompletableFuture<Void> watchClosed = new CompletableFuture<>();
    private final Drain drain = new Drain();
    private final EventRoute route = new EventRoute(this::watch, system, Duration.ofMillis(50), drain);
    private Executor engine = Runnable::run;
    private GatewayServer server;

    private CompletionStage<Watch> watch(String id, String after, Consumer<TaskEvent> listens) {
        resumedAfter.complete(String.valueOf(after));
        listener.complete(listens);
        return CompletableFuture.supplyAsync(() -> () -> watchClosed.complete(null), engine);
    }

    @BeforeEach
    void start() {
        TalkooSettings.Http settings =
                TalkooSettings.defaults().with("http.port", 0).http();
        List<Route> routes = List.of(Route.get(Scope.READ, "/v1/tasks/{id}/events", Set.of(), route::events));
        server = GatewayServer.bind(system, settings, routes, drain)
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(5)).toCompletableFuture().join();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    private Socket open() throws IOException {
        return open("GET");
    }

    private Socket open(String method) throws IOException {
        Socket socket = new HttpTester(server.port()).connect();
        String request =
                method + " /v1/tasks/" + ID + "/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 7\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static TaskEvent event(int number, String state) {
        return event(number, state, number);
    }

    /** @param shown what can be seen of the task beside its state */
    private static TaskEvent event(int number, String state, int shown) {
        boolean ready = state.equals("SUCCESS");
        String padding = "x".repeat(10_000);
        return new TaskEvent(
                String.valueOf(number),
                new TaskStatus(
                        ID,
                        "a",
                        "default",
                        5,
                        null,
                        null,
                        state,
                        ready,
                        ready,
                        null,
                        null,
                        null,
                        0,
                        shown,
                        Instant.EPOCH,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        ID,
                        null,
                        List.of(),
                        Map.of("padding", padding),
                        List.of(),
                        null));
    }

    @Test
    void a_silent_stream_is_kept_alive_with_comments() throws Exception {
        try (Socket socket = open()) {
            assertThat(reader(socket)
                            .lines()
                            .filter(line -> line.startsWith(":"))
                            .limit(3))
                    .hasSize(3);
        }
    }

    @Test
    void a_watch_that_takes_its_time_to_begin_has_its_stream_all_the_same() throws Exception {
        engine = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
        try (Socket socket = open()) {
            listener.get(10, TimeUnit.SECONDS).accept(event(1, "SUCCESS"));
            assertThat(reader(socket).lines().takeWhile(line -> !line.equals("0")))
                    .contains("id: 1");
        }
    }

    @Test
    void an_event_that_shows_nothing_new_is_left_out() throws Exception {
        try (Socket socket = open()) {
            Consumer<TaskEvent> engine = listener.get(10, TimeUnit.SECONDS);
            engine.accept(event(1, "STARTED", 1));
            engine.accept(event(2, "STARTED", 1));
            engine.accept(event(3, "PROGRESS", 1));
            engine.accept(event(4, "SUCCESS", 1));

            assertThat(reader(socket)
                            .lines()
                            .takeWhile(line -> !line.equals("0"))
                            .filter(line -> line.startsWith("id: ")))
                    .containsExactly("id: 1", "id: 3", "id: 4");
        }
    }

    @Test
    void the_last_event_seen_is_passed_on() throws Exception {
        try (Socket socket = open()) {
            assertThat(resumedAfter.get(10, TimeUnit.SECONDS)).isEqualTo("7");
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void the_watch_is_closed_when_the_client_goes_away() throws Exception {
        try (Socket socket = open()) {
            listener.get(10, TimeUnit.SECONDS).accept(event(1, "STARTED"));
            reader(socket).readLine();
            assertThat(watchClosed).isNotDone();
        }
        watchClosed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_client_that_says_nothing_more_is_told_up_to_the_end_all_the_same() throws Exception {
        try (Socket halfOpen = open()) {
            halfOpen.shutdownOutput();
            listener.get(10, TimeUnit.SECONDS).accept(event(1, "SUCCESS"));

            assertThat(reader(halfOpen).lines().toList()).contains("id: 1");
        }
        watchClosed.get(30, TimeUnit.SECONDS);
    }

    @RepeatedTest(10)
    void a_head_leaves_no_watch_behind() throws Exception {
        try (Socket socket = open("HEAD")) {
            assertThat(reader(socket).readLine()).startsWith("HTTP/1.1 200");
            watchClosed.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void the_watch_is_closed_when_the_server_drains() throws Exception {
        try (Socket socket = open()) {
            BufferedReader reader = reader(socket);
            assertThat(reader.readLine()).startsWith("HTTP/1.1 200");
            var stopped = server.stop(Duration.ofSeconds(30));

            watchClosed.get(30, TimeUnit.SECONDS);
            assertThat(reader.lines().toList()).endsWith("0", "");
            stopped.toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_slow_client_misses_events_in_between_and_never_the_last() throws Exception {
        int events = 5_000;
        try (Socket socket = open()) {
            Consumer<TaskEvent> engine = listener.get(10, TimeUnit.SECONDS);
            for (int i = 1; i < events; i++) {
                engine.accept(event(i, "PROGRESS"));
            }
            engine.accept(event(events, "SUCCESS"));
            List<String> ids = reader(socket)
                    .lines()
                    .takeWhile(line -> !line.equals("0"))
                    .filter(line -> line.startsWith("id: "))
                    .toList();

            assertThat(ids).hasSizeLessThan(events).last().isEqualTo("id: " + events);
            assertThat(ids).doesNotHaveDuplicates();
        }
        watchClosed.get(30, TimeUnit.SECONDS);
    }
}

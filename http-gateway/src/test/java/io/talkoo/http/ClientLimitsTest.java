package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertRawProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.talkoo.config.Scope;
import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.RateLimit;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one client may take of a node, and how long it may take. */
class ClientLimitsTest {
    private static final String GET = "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String LAST_GET = "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "limits");
    private GatewayServer server;
    private HttpTester http;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(Duration.ofSeconds(5)).toCompletableFuture().join();
        }
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    /** Serves {@code /x} with the settings. */
    private void start(Map<String, Object> settings) {
        start(settings, Patience.DEFAULT, HttpResponse::create);
    }

    private void start(Map<String, Object> settings, Patience patience, Supplier<HttpResponse> answer) {
        TalkooSettings all = TalkooSettings.defaults().with("http.port", 0);
        for (Map.Entry<String, Object> setting : settings.entrySet()) {
            all = all.with(setting.getKey(), setting.getValue());
        }
        Access access = Access.open(system, all.http(), Clock.systemUTC(), patience);
        Route.Handler handler = call -> CompletableFuture.completedFuture(answer.get());
        List<Route> routes = List.of(
                Route.get(Scope.READ, "/x", Set.of(), handler), Route.post(Scope.SUBMIT, "/x", Set.of(), handler));
        server = GatewayServer.bind(system, all.http(), new GatewayServer.Served(access, routes, new Drain()))
                .toCompletableFuture()
                .join();
        http = new HttpTester(server.port());
    }

    private Socket connected() throws IOException {
        return http.connect();
    }

    private static String head(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Waits for the other end; it may go with a reset, where something of ours was on its way. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void a_connection_that_sends_no_whole_request_is_closed() throws IOException {
        start(Map.of(), new Patience(Duration.ofSeconds(1), ONE_MINUTE, ONE_MINUTE), HttpResponse::create);

        try (Socket silent = connected();
                Socket halfOpen = connected()) {
            halfOpen.getOutputStream().write("GET /x HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));

            assertThat(isClosed(silent)).isTrue();
            assertThat(isClosed(halfOpen)).isTrue();
        }
    }

    @Test
    void a_connection_beyond_those_of_one_address_is_closed_until_another_one_ends() throws IOException {
        start(Map.of("http.client.max-connections", 2));

        try (Socket first = connected();
                Socket second = connected();
                Socket third = connected()) {
            assertThat(head(first, GET)).startsWith("HTTP/1.1 200");
            assertThat(head(second, GET)).startsWith("HTTP/1.1 200");
            assertThat(head(third, GET)).startsWith("HTTP/1.1 429").contains("Connection: close");
            assertThat(head(first, LAST_GET)).startsWith("HTTP/1.1 200");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Socket next = connected()) {
                return head(next, GET).startsWith("HTTP/1.1 200");
            }
        });
    }

    @Test
    void requests_beyond_the_rate_of_a_client_are_429() throws IOException {
        start(Map.of("http.client.max-requests", "2/h"));

        assertThat(http.raw(LAST_GET)).startsWith("HTTP/1.1 200");
        assertThat(http.raw(LAST_GET)).startsWith("HTTP/1.1 200");
        assertRawProblem(http.raw(LAST_GET), 429);
    }

    @Test
    void each_client_has_tokens_of_its_own_and_gets_new_ones_with_time() {
        AtomicLong nanos = new AtomicLong();
        ClientRates rates = new ClientRates(RateLimit.parse("2/s"), nanos::get);
        rates.take("a");
        rates.take("a");

        assertThatExceptionOfType(TalkooException.class).isThrownBy(() -> rates.take("a"));
        assertThatNoException().isThrownBy(() -> rates.take("b"));
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThatNoException().isThrownBy(() -> rates.take("a"));
        assertThatExceptionOfType(TalkooException.class).isThrownBy(() -> rates.take("a"));
    }

    @Test
    void a_body_that_drips_is_cut_off_with_a_problem() throws IOException {
        start(Map.of(), new Patience(ONE_MINUTE, Duration.ofMillis(500), ONE_MINUTE), HttpResponse::create);

        String answer = http.raw(
                "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        assertRawProblem(answer, 400);
        assertThat(answer).contains("broke off");
    }

    @Test
    void a_client_that_reads_nothing_of_what_it_asked_for_is_cut_off() throws Exception {
        CompletableFuture<Done> ended = new CompletableFuture<>();
        ByteString page = ByteString.fromString("x".repeat(10_000));
        Source<ByteString, NotUsed> endless = Source.repeat(page).watchTermination((nothing, end) -> {
            end.whenComplete((done, failure) -> ended.complete(Done.getInstance()));
            return nothing;
        });
        start(
                Map.of(),
                new Patience(ONE_MINUTE, ONE_MINUTE, Duration.ofSeconds(1)),
                () -> HttpResponse.create()
                        .withEntity(HttpEntities.createChunked(ContentTypes.TEXT_PLAIN_UTF8, endless)));

        try (Socket deaf = connected()) {
            deaf.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            ended.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void two_thousand_connections_leave_the_node_to_its_other_clients_and_are_given_back() throws IOException {
        start(Map.of());
        long before = openFiles();
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                Socket one = connected();
                crowd.add(one);
                // One half stays after an answer, the other one never comes to an end of its head.
                one.getOutputStream()
                        .write((i % 2 == 0 ? GET : "GET /x HTTP/1.1\r\nHost: ").getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 2_000; i += 2) {
                assertThat(head(crowd.get(i), "")).startsWith("HTTP/1.1 200");
            }

            assertThat(http.raw(LAST_GET)).startsWith("HTTP/1.1 200");
        } finally {
            for (Socket one : crowd) {
                one.close();
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> openFiles() < before + 500);
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @Test
    void a_body_that_does_not_come_to_an_end_is_given_up() {
        BodyReader bodies = new BodyReader(system, 1000, Duration.ofMillis(100));
        Source<ByteString, ?> drip = Source.single(ByteString.fromString("{")).concat(Source.never());
        HttpRequest request =
                HttpRequest.POST("/x").withEntity(HttpEntities.createChunked(ContentTypes.APPLICATION_JSON, drip));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> bodies.read(request).toCompletableFuture().join())
                .withMessageContaining("the body broke off");
    }
}

package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertRawProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.talkoo.config.Scope;
import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.RateLimit;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
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

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "limits");
    private GatewayServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(Duration.ofSeconds(5)).toCompletableFuture().join();
        }
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    /** Serves {@code /x} with the settings and the time for a first request. */
    private void start(Map<String, Object> settings, Duration firstRequest) {
        TalkooSettings all = TalkooSettings.defaults().with("http.port", 0);
        for (Map.Entry<String, Object> setting : settings.entrySet()) {
            all = all.with(setting.getKey(), setting.getValue());
        }
        TalkooSettings.Http http = all.http();
        Access access = Access.open(system, http, Clock.systemUTC());
        Connections connections = new Connections(http.security().limits().connections(), firstRequest);
        Access patient =
                new Access(access.guard(), access.authentication(), connections, access.keyFile(), access.tls());
        Route route =
                Route.get(Scope.READ, "/x", Set.of(), call -> CompletableFuture.completedFuture(HttpResponse.create()));
        server = GatewayServer.bind(system, http, new GatewayServer.Served(patient, List.of(route), new Drain()))
                .toCompletableFuture()
                .join();
    }

    private Socket connected() throws IOException {
        return new HttpTester(server.port()).connect();
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
        start(Map.of(), Duration.ofSeconds(1));

        try (Socket silent = connected();
                Socket halfOpen = connected()) {
            halfOpen.getOutputStream().write("GET /x HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));

            assertThat(isClosed(silent)).isTrue();
            assertThat(isClosed(halfOpen)).isTrue();
        }
    }

    @Test
    void a_connection_beyond_those_of_one_address_is_closed_until_another_one_ends() throws IOException {
        start(Map.of("http.client.max-connections", 2), Duration.ofSeconds(20));

        try (Socket first = connected();
                Socket second = connected();
                Socket third = connected()) {
            assertThat(head(first, GET)).startsWith("HTTP/1.1 200");
            assertThat(head(second, GET)).startsWith("HTTP/1.1 200");
            assertThat(head(third, GET)).startsWith("HTTP/1.1 429").contains("Connection: close");
            assertThat(head(first, LAST_GET)).startsWith("HTTP/1.1 200");
        }
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Socket next = connected()) {
                return head(next, GET).startsWith("HTTP/1.1 200");
            }
        });
    }

    @Test
    void requests_beyond_the_rate_of_a_client_are_429() throws IOException {
        start(Map.of("http.client.max-requests", "2/h"), Duration.ofSeconds(20));
        HttpTester http = new HttpTester(server.port());

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

package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.talkoo.config.TalkooSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private record Received(String path, String type, String body) {}

    @AfterEach
    void forget() {
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void nothing_is_made_unless_the_settings_say_so() {
        try (Telemetry telemetry = Telemetry.start(TalkooSettings.defaults())) {
            assertThat(telemetry.openTelemetry()).isSameAs(OpenTelemetry.noop());
        }
    }

    @Test
    void spans_are_sent_to_the_collector_at_the_latest_when_it_ends() throws Exception {
        BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        HttpServer collector = collector(received);
        TalkooSettings settings = TalkooSettings.defaults()
                .with("node.name", "node-7")
                .with("tracing.enabled", true)
                .with("tracing.service", "mailer")
                .with(
                        "tracing.endpoint",
                        "http://127.0.0.1:" + collector.getAddress().getPort());
        try (Telemetry telemetry = Telemetry.start(settings)) {
            telemetry
                    .openTelemetry()
                    .getTracer("test")
                    .spanBuilder("work of today")
                    .startSpan()
                    .end();
        } finally {
            collector.stop(0);
        }

        Received sent = received.poll(30, TimeUnit.SECONDS);
        assertThat(sent.path()).isEqualTo("/v1/traces");
        assertThat(sent.type()).isEqualTo("application/x-protobuf");
        assertThat(sent.body()).contains("work of today", "mailer", "node-7");
    }

    private static HttpServer collector(BlockingQueue<Received> received) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}

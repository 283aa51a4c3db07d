package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.talkoo.config.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics on a port of their own. */
class MetricsPortTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private static HttpResponse<String> get(int port, String path, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** In this order, since each is checked with those before it: the port last. */
    private static Map<String, Object> settings(Object... keysAndValues) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    private static int port(TestNode node) {
        return node.node().metricsAddress().orElseThrow().getPort();
    }

    @Test
    void on_loopback_it_asks_for_no_key_and_tells_nothing_else() throws Exception {
        Map<String, Object> settings = settings(
                "http.auth.keys", TestKeys.forEachScope(), "http.metrics.host", "127.0.0.1", "http.metrics.port", 0);
        try (TestNode node = new TestNode(data, settings)) {
            HttpResponse<String> scraped = get(port(node), "/metrics", null);

            assertThat(scraped.statusCode()).isEqualTo(200);
            assertThat(scraped.body()).contains("talkoo_node_ready 1.0");
            assertThat(get(port(node), "/v1/tasks", TestKeys.without(null)).statusCode())
                    .isEqualTo(404);
            assertThat(get(port(node), "/", null).statusCode()).isEqualTo(404);
            assertThat(get(node.node().address().getPort(), "/metrics", null).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void elsewhere_it_asks_for_a_key_that_may_read() throws Exception {
        Map<String, Object> settings = settings(
                "http.auth.keys", TestKeys.forEachScope(), "http.metrics.host", "0.0.0.0", "http.metrics.port", 0);
        try (TestNode node = new TestNode(data, settings)) {
            assertThat(get(port(node), "/metrics", null).statusCode()).isEqualTo(401);
            assertThat(get(port(node), "/metrics", TestKeys.without(Scope.READ)).statusCode())
                    .isEqualTo(403);
            assertThat(get(port(node), "/metrics", TestKeys.without(Scope.WORK)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void elsewhere_it_asks_nobody_if_that_is_said_in_words() throws Exception {
        Map<String, Object> settings = settings(
                "http.metrics.host",
                "0.0.0.0",
                "http.metrics.unprotected",
                "anybody may read metrics",
                "http.metrics.port",
                0);
        try (TestNode node = new TestNode(data, settings)) {
            assertThat(get(port(node), "/metrics", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void without_the_setting_there_is_none() {
        try (TestNode node = new TestNode(data)) {
            assertThat(node.node().metricsAddress()).isEmpty();
        }
    }

    @Test
    void a_port_that_is_taken_ends_the_start() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> settings = Map.of("http.metrics.port", taken.getLocalPort());

            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> new TestNode(data, settings))
                    .withMessageContaining("port")
                    .withMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }
}

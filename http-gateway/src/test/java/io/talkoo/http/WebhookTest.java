package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.HttpTester.Answer;
import io.talkoo.protocol.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of tasks told to a server on this machine, which the settings allow by its address and not by its name. */
class WebhookTest {
    private static final String SECRET = "a secret for the tests";

    /** What the server was told. */
    private record Told(String path, String signature, String delivery, String type, byte[] body) {
        JsonNode json() {
            return HttpTester.tree(new String(body, StandardCharsets.UTF_8));
        }
    }

    @TempDir
    static Path data;

    private static final BlockingQueue<Told> TOLD = new LinkedBlockingQueue<>();
    private static final AtomicInteger FAULTS = new AtomicInteger();

    private static HttpServer server;
    private static TalkooNode node;
    private static HttpTester http;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", WebhookTest::receive);
        server.start();
        TalkooSettings settings = TalkooSettings.defaults()
                .with("data-dir", data)
                .with("http.port", 0)
                .with("webhooks.secret", SECRET)
                .with("webhooks.allowed-hosts", "localhost")
                .with("webhooks.private-hosts", "127.0.0.1");
        node = TalkooNode.start(TaskEngine.builder().settings(settings).tasks(new TestTasks()));
        http = new HttpTester(node.address().getPort());
    }

    private static void receive(HttpExchange call) throws IOException {
        TOLD.add(new Told(
                call.getRequestURI().toString(),
                call.getRequestHeaders().getFirst(WebhookSignature.HEADER),
                call.getRequestHeaders().getFirst("Talkoo-Delivery"),
                call.getRequestHeaders().getFirst("Content-Type"),
                call.getRequestBody().readAllBytes()));
        if (call.getRequestURI().getPath().equals("/moved")) {
            call.getResponseHeaders().add("Location", url("/elsewhere"));
            call.sendResponseHeaders(302, -1);
        } else {
            boolean fault = call.getRequestURI().getPath().equals("/again") && FAULTS.getAndSet(0) > 0;
            call.sendResponseHeaders(fault ? 500 : 204, -1);
        }
        call.close();
    }

    @AfterAll
    static void stop() {
        node.close();
        server.stop(0);
    }

    @BeforeEach
    void clear() {
        TOLD.clear();
        FAULTS.set(0);
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Answer submit(String task, String url) {
        return http.post("/v1/tasks", "{%s, \"callbackUrl\": \"%s\"}".formatted(task, url));
    }

    /** The next one of that path: what other tests brought about may be told late. */
    private static Told told(String path) throws InterruptedException {
        Told told = TOLD.poll(30, TimeUnit.SECONDS);
        while (told != null && !told.path().equals(path)) {
            told = TOLD.poll(30, TimeUnit.SECONDS);
        }
        assertThat(told).isNotNull();
        return told;
    }

    @Test
    void the_end_of_a_task_is_posted_with_its_status_and_a_signature() throws InterruptedException {
        String id = submit("\"name\": \"test.add\", \"args\": [2, 3]", url("/done?of=7"))
                .json()
                .at("/id")
                .textValue();

        Told told = told("/done?of=7");

        assertThat(told.type()).isEqualTo("application/json");
        assertThat(told.json()).isEqualTo(http.get("/v1/tasks/" + id).json());
        assertThat(told.json().at("/result").intValue()).isEqualTo(5);
        assertThat(WebhookSignature.matches(
                        SECRET, told.body(), told.signature(), Instant.now(), Duration.ofMinutes(1)))
                .isTrue();
    }

    @Test
    void failures_and_revokes_are_told_too() throws InterruptedException {
        submit("\"name\": \"test.fail\", \"args\": [\"no\"]", url("/failed"));
        assertThat(told("/failed").json().at("/error/message").textValue()).isEqualTo("no");

        String later = submit("\"name\": \"test.add\", \"args\": [1, 2], \"countdown\": 3600", url(""))
                .json()
                .at("/id")
                .textValue();
        http.post("/v1/tasks/" + later + "/revoke", "{}");
        assertThat(told("/").json().at("/state").textValue()).isEqualTo("REVOKED");
    }

    @Test
    void a_server_that_fails_is_told_again_under_the_same_id() throws InterruptedException {
        FAULTS.set(1);
        submit("\"name\": \"test.add\", \"args\": [2, 3]", url("/again"));

        Told first = told("/again");
        Told second = told("/again");

        assertThat(second.delivery()).isEqualTo(first.delivery());
        assertThat(second.body()).isEqualTo(first.body());
        awaitDelivery(first.delivery(), "SUCCESS");
    }

    private static JsonNode awaitDelivery(String id, String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http.get("/v1/tasks/" + id)
                        .json()
                        .at("/state")
                        .textValue()
                        .equals(state));
        return http.get("/v1/tasks/" + id).json();
    }

    @Test
    void a_redirect_is_not_followed() throws InterruptedException {
        submit("\"name\": \"test.add\", \"args\": [2, 3]", url("/moved"));

        JsonNode delivery = awaitDelivery(told("/moved").delivery(), "RETRY");

        assertThat(delivery.at("/error/message").textValue()).contains("302");
        http.post("/v1/tasks/" + delivery.at("/id").textValue() + "/revoke", "{}");
        assertThat(TOLD).noneMatch(each -> each.path().equals("/elsewhere"));
    }

    @Test
    void a_name_that_turns_out_to_be_this_machine_is_refused_once_and_for_all() {
        submit("\"name\": \"test.add\", \"args\": [2, 3]", url("/private").replace("127.0.0.1", "localhost"));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !http.get("/v1/tasks?name=talkoo.webhook&state=FAILURE")
                        .json()
                        .at("/tasks")
                        .isEmpty());
        String id = http.get("/v1/tasks?name=talkoo.webhook&state=FAILURE")
                .json()
                .at("/tasks/0/id")
                .textValue();
        JsonNode delivery = http.get("/v1/tasks/" + id).json();
        assertThat(delivery.at("/error/message").textValue()).contains("not public");
        assertThat(delivery.at("/retries").intValue()).isZero();
        assertThat(TOLD).noneMatch(each -> each.path().equals("/private"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "http://127.0.0.2/",
                "ftp://127.0.0.1/",
                "http:///x",
                "127.0.0.1",
                "http://a b/",
                "http://user@127.0.0.1/",
                "http://127.0.0.1/#x",
                ""
            })
    void a_url_that_may_not_be_told_is_422(String url) {
        Answer refused = submit("\"name\": \"test.add\", \"args\": [2, 3]", url);

        assertProblem(refused, 422, "invalid");
        assertThat(ProblemAssert.pointers(refused)).containsExactly("/callbackUrl");
    }

    @Test
    void a_delivery_cannot_be_submitted_by_hand() {
        Answer refused =
                http.post("/v1/tasks", "{\"name\": \"talkoo.webhook\", \"args\": [\"http://127.0.0.1/\", {}]}");

        assertProblem(refused, 422, "unknown-task");
    }

    @Test
    void it_is_off_unless_hosts_are_allowed(@TempDir Path other) {
        try (TestNode plain = new TestNode(other)) {
            Answer refused = plain.http()
                    .post(
                            "/v1/tasks",
                            "{\"name\": \"test.add\", \"args\": [1, 2], \"callbackUrl\": \"http://example.com/\"}");

            assertProblem(refused, 422, "invalid");
        }
    }
}

package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskGateway.Submitted;
import io.talkoo.http.HttpTester.Answer;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a submit can get wrong before any engine is asked: the server answers alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFaultsTest {
    private static final int MAX_BODY = 100_000;
    private static final String TASKS = "/v1/tasks";

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "request-faults");
    private GatewayServer server;
    private HttpTester http;

    @BeforeAll
    void start() {
        server = GatewayServer.startEmpty(
                        system, new TalkooSettings.Http("127.0.0.1", 0, MAX_BODY), RequestFaultsTest::submit)
                .toCompletableFuture()
                .join();
        http = new HttpTester(server.port());
    }

    @AfterAll
    void stop() {
        server.stop(Duration.ofSeconds(5)).toCompletableFuture().join();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    /** Echoes the request, or fails in the way its name says. */
    private static CompletionStage<Submitted> submit(TaskRequest request) {
        return switch (request.name()) {
            case "overloaded" ->
                CompletableFuture.failedFuture(
                        new TalkooException(ProblemType.OVERLOADED, "too much at once; send it again later"));
            case "unavailable" ->
                CompletableFuture.failedFuture(new TalkooException(
                        ProblemType.UNAVAILABLE, "the store did not answer; send the same id again"));
            case "broken" -> throw new IllegalStateException("a secret of the inside");
            default -> CompletableFuture.completedFuture(new Submitted(echo(request), false));
        };
    }

    private static TaskStatus echo(TaskRequest task) {
        return new TaskStatus(
                task.id(),
                task.name(),
                task.queue(),
                5,
                task.args(),
                task.kwargs(),
                "PENDING",
                false,
                null,
                null,
                null,
                null,
                0,
                0,
                Instant.EPOCH,
                task.eta(),
                null,
                null,
                null,
                null,
                null,
                task.id(),
                null,
                List.of(),
                task.headers() == null ? Map.of() : task.headers(),
                List.of(),
                null);
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("type").textValue()).startsWith("urn:talkoo:problem:");
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertThat(problem.path("detail").textValue()).isNotBlank();
        assertThat(answer.body()).doesNotContain("\tat ", "Exception");
    }

    private static List<String> pointers(Answer answer) {
        return answer.json().path("errors").findValuesAsText("pointer");
    }

    private static void assertRawProblem(String response, int status) {
        assertThat(response).startsWith("HTTP/1.1 " + status + " ").contains("Content-Type: application/problem+json");
    }

    @Test
    void numbers_and_escapes_come_back_as_they_were_sent() {
        String args = "[123456789012345678901234567890, 1.10, 1e2, \"\\u0000\", {\"b\": 1, \"a\": [ ]}]";

        Answer answer = http.post(TASKS, "{\"name\": \"echo\", \"args\": " + args + ", \"kwargs\": null}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).contains("\"args\":" + args);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "nonsense",
                "{\"name\": \"a\"} {}",
                "{\"name\": \"a\"}]",
                "{'name': 'a'}",
                "{\"name\": \"a\",}",
                "{\"name\": \"a\", \"args\": [01]}",
                "{\"name\": \"a\", \"args\": [NaN]}",
                "{\"name\": \"a\", \"args\": [\"\u0001\"]}"
            })
    void what_is_not_one_json_value_is_400(String body) {
        assertProblem(http.post(TASKS, body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "\"text\"", "true"})
    void what_is_not_an_object_is_400(String body) {
        assertProblem(http.post(TASKS, body), 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": 5} | /name",
                "{\"name\": \"a\", \"args\": {}} | /args",
                "{\"name\": \"a\", \"args\": \"x\"} | /args",
                "{\"name\": \"a\", \"kwargs\": []} | /kwargs",
                "{\"name\": \"a\", \"priority\": \"5\"} | /priority",
                "{\"name\": \"a\", \"priority\": 5.5} | /priority",
                "{\"name\": \"a\", \"priority\": 99999999999} | /priority",
                "{\"name\": \"a\", \"countdown\": \"5\"} | /countdown",
                "{\"name\": \"a\", \"countdown\": 1e99} | /countdown",
                "{\"name\": \"a\", \"countdown\": 1e2147483647} | /countdown",
                "{\"name\": \"a\", \"eta\": \"tomorrow\"} | /eta",
                "{\"name\": \"a\", \"eta\": 5} | /eta",
                "{\"name\": \"a\", \"eta\": \"+999999999-11-20T08:10:00Z\"} | /eta",
                "{\"name\": \"a\", \"expires\": \"+999999999-11-20T08:10:00Z\"} | /expires",
                "{\"name\": \"a\", \"expires\": true} | /expires",
                "{\"name\": \"a\", \"expires\": \"soon\"} | /expires",
                "{\"name\": \"a\", \"expires\": 1e2147483647} | /expires",
                "{\"name\": \"a\", \"ignoreResult\": \"yes\"} | /ignoreResult",
                "{\"name\": \"a\", \"headers\": {\"tenant\": 5}} | /headers/tenant",
                "{\"name\": \"a\", \"headers\": []} | /headers",
                "{\"name\": \"a\", \"retry\": 5} | /retry",
                "{\"name\": \"a\", \"retry\": {\"maxRetries\": \"x\"}} | /retry/maxRetries",
                "{\"name\": \"a\", \"link\": {}} | /link",
                "{\"name\": \"a\", \"argz\": []} | /argz",
                "{\"name\": \"a\", \"a/b~c\": []} | /a~1b~0c",
                "{\"name\": \"a\", \"retry\": {\"maxRetry\": 1}} | /retry/maxRetry"
            })
    void a_wrong_type_or_an_unknown_field_is_400_and_names_its_place(String body, String pointer) {
        Answer answer = http.post(TASKS, body);

        assertProblem(answer, 400);
        assertThat(pointers(answer)).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /name",
                "{\"name\": null} | /name",
                "{\"name\": \" \"} | /name",
                "{\"name\": \"a\", \"id\": \"42\"} | /id",
                "{\"name\": \"a\", \"id\": \"1-1-1-1-1\"} | /id",
                "{\"name\": \"a\", \"parentId\": \"x\"} | /parentId",
                "{\"name\": \"a\", \"queue\": \"a queue\"} | /queue",
                "{\"name\": \"a\", \"queue\": \"\"} | /queue",
                "{\"name\": \"a\", \"priority\": 10} | /priority",
                "{\"name\": \"a\", \"priority\": -1} | /priority",
                "{\"name\": \"a\", \"countdown\": -1} | /countdown",
                "{\"name\": \"a\", \"countdown\": 1, \"eta\": \"2026-11-20T08:10:00Z\"} | /eta",
                "{\"name\": \"a\", \"timeLimit\": 0} | /timeLimit",
                "{\"name\": \"a\", \"softTimeLimit\": -1} | /softTimeLimit",
                "{\"name\": \"a\", \"timeLimit\": 5, \"softTimeLimit\": 6} | /softTimeLimit",
                "{\"name\": \"a\", \"retry\": {\"maxRetries\": -2}} | /retry/maxRetries",
                "{\"name\": \"a\", \"retry\": {\"delay\": -1}} | /retry/delay",
                "{\"name\": \"a\", \"retry\": {\"backoff\": 0.5}} | /retry/backoff",
                "{\"name\": \"a\", \"retry\": {\"maxDelay\": -1}} | /retry/maxDelay",
                "{\"name\": \"a\", \"link\": [{\"task\": {\"name\": \"b\"}}]} | /link",
                "{\"name\": \"a\", \"linkError\": [{\"task\": {\"name\": \"b\"}}]} | /linkError"
            })
    void what_is_well_formed_but_not_acceptable_is_422_and_names_its_place(String body, String pointer) {
        Answer answer = http.post(TASKS, body);

        assertProblem(answer, 422);
        assertThat(pointers(answer)).containsExactly(pointer);
    }

    @Test
    void a_slip_of_the_finger_is_recognised() {
        Answer answer = http.post(TASKS, "{\"name\": \"a\", \"argz\": []}");

        assertThat(answer.json().path("detail").textValue())
                .isEqualTo("unknown field \"argz\"; did you mean \"args\"?");
    }

    @Test
    void all_faults_of_a_request_are_told_at_once() {
        Answer answer = http.post(TASKS, "{\"priority\": 10, \"queue\": \"?\", \"retry\": {\"delay\": -1}}");

        assertProblem(answer, 422);
        assertThat(pointers(answer)).containsExactlyInAnyOrder("/name", "/priority", "/queue", "/retry/delay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"a\", \"eta\": \"1999-01-01T00:00:00Z\"}",
                "{\"name\": \"a\", \"expires\": -5}",
                "{\"name\": \"a\", \"expires\": \"1999-01-01T00:00:00Z\"}",
                "{\"name\": \"a\", \"countdown\": 0.25, \"retry\": {\"maxRetries\": -1}}",
                "{\"name\": \"a\", \"countdown\": 1e-2147483647}",
                "{\"name\": \"a\", \"args\": null, \"id\": null, \"link\": [], \"linkError\": null}",
                "{\"name\": \"a\", \"eta\": \"2026-11-20T10:10:00+02:00\"}"
            })
    void times_in_the_past_fractions_and_nulls_are_accepted(String body) {
        assertThat(http.post(TASKS, body).status()).isEqualTo(202);
    }

    @Test
    void a_header_that_is_null_is_absent() {
        Answer answer = http.post(TASKS, "{\"name\": \"a\", \"headers\": {\"tenant\": \"a\", \"other\": null}}");

        assertThat(answer.body()).contains("\"headers\":{\"tenant\":\"a\"}");
    }

    @Test
    void nesting_deeper_than_500_is_400_and_500_is_accepted() {
        Answer deepest = http.post(TASKS, "{\"name\": \"a\", \"args\": " + "[".repeat(499) + "]".repeat(499) + "}");
        Answer deeper = http.post(TASKS, "{\"name\": \"a\", \"args\": " + "[".repeat(501) + "]".repeat(501) + "}");

        assertThat(deepest.status()).isEqualTo(202);
        assertProblem(deeper, 400);
        assertThat(deeper.json().path("detail").textValue()).contains("500");
    }

    @Test
    void invalid_utf_8_is_400_also_inside_of_arguments() throws IOException {
        byte[] body = "{\"name\": \"a\", \"args\": [\"?\"]}".getBytes(StandardCharsets.UTF_8);
        int place = new String(body, StandardCharsets.UTF_8).indexOf('?');
        for (byte bad : new byte[] {(byte) 0xC0, (byte) 0xFF, (byte) 0x80, (byte) 0xED}) {
            body[place] = bad;
            assertRawProblem(http.rawPost(TASKS, "Content-Type: application/json\r\n", body), 400);
        }
    }

    @Test
    void json_in_another_encoding_is_400() throws IOException {
        String json = "{\"name\": \"a\"}";
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            byte[] body = json.getBytes(charset);
            assertRawProblem(http.rawPost(TASKS, "Content-Type: application/json\r\n", body), 400);
        }
        byte[] marked = ("\uFEFF" + json).getBytes(StandardCharsets.UTF_8);
        assertRawProblem(http.rawPost(TASKS, "Content-Type: application/json\r\n", marked), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/x-ndjson\r\n",
                "Content-Type: nonsense\r\n",
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
                "Content-Type: application/json\r\nContent-Encoding: identity\r\n"
            })
    void anything_but_plain_json_is_415(String headers) throws IOException {
        byte[] body = "{\"name\": \"a\"}".getBytes(StandardCharsets.UTF_8);

        assertRawProblem(http.rawPost(TASKS, headers, body), 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\""
            })
    void json_in_utf_8_is_accepted_however_it_is_spelled(String type) throws IOException {
        byte[] body = "{\"name\": \"a\", \"args\": [\"häiku\"]}".getBytes(StandardCharsets.UTF_8);

        assertThat(http.rawPost(TASKS, "Content-Type: " + type + "\r\n", body)).startsWith("HTTP/1.1 202");
    }

    @Test
    void a_body_over_the_limit_is_413_with_and_without_a_declared_length() {
        byte[] body =
                ("{\"name\": \"a\", \"args\": [\"" + "x".repeat(MAX_BODY) + "\"]}").getBytes(StandardCharsets.UTF_8);
        var json = http.request(TASKS).header("Content-Type", "application/json");

        assertProblem(http.send(json.copy().POST(BodyPublishers.ofByteArray(body))), 413);
        assertProblem(
                http.send(json.copy().POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))), 413);
    }

    @Test
    void a_body_just_within_the_limit_is_accepted_in_chunks_too() {
        String frame = "{\"name\": \"a\", \"args\": [\"\"]}";
        byte[] body = frame.replace("\"\"", "\"" + "x".repeat(MAX_BODY - frame.length()) + "\"")
                .getBytes(StandardCharsets.UTF_8);

        Answer answer = http.send(http.request(TASKS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(body).hasSize(MAX_BODY);
        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void an_unknown_query_parameter_is_400() {
        Answer answer = http.post(TASKS + "?prioritty=1", "{\"name\": \"a\"}");

        assertProblem(answer, 400);
        assertThat(answer.json().path("detail").textValue()).contains("prioritty");
    }

    @Test
    void an_unknown_path_is_404() {
        assertProblem(http.get("/v2/tasks"), 404);
        assertProblem(http.get("/"), 404);
        assertProblem(http.get("/v1/tasks/"), 404);
        assertProblem(http.post("/v1/tasks/x/y/z", "{}"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "GET"})
    void a_wrong_method_is_405_and_says_what_is_allowed(String method) {
        Answer answer = http.send(http.request(TASKS).method(method, BodyPublishers.noBody()));

        assertProblem(answer, 405);
        assertThat(answer.header("allow")).isEqualTo("POST, OPTIONS");
    }

    @Test
    void options_lists_the_methods() {
        Answer answer = http.send(http.request(TASKS).method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("allow")).isEqualTo("POST, OPTIONS");
    }

    @Test
    void load_that_is_shed_is_429_with_retry_after() {
        Answer answer = http.post(TASKS, "{\"name\": \"overloaded\"}");

        assertProblem(answer, 429);
        assertThat(answer.header("retry-after")).isEqualTo("1");
    }

    @Test
    void a_store_that_does_not_answer_is_503_with_retry_after() {
        Answer answer = http.post(TASKS, "{\"name\": \"unavailable\"}");

        assertProblem(answer, 503);
        assertThat(answer.header("retry-after")).isEqualTo("5");
    }

    @Test
    void an_error_of_ours_is_500_and_tells_nothing_of_the_inside() {
        Answer answer = http.post(TASKS, "{\"name\": \"broken\"}");

        assertProblem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "10.0.0.1", "127.0.0.1.nip.io"})
    void a_foreign_host_name_is_403(String host) throws IOException {
        assertRawProblem(http.raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "127.1.2.3", "[::1]:8080", "app.localhost"})
    void a_local_host_name_is_served(String host) throws IOException {
        String answer = http.raw("GET /nowhere HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertRawProblem(answer, 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /v1/tasks?a=%zz HTTP/1.1~Host: localhost | 400",
                "GET /v1/tasks/%zz HTTP/1.1~Host: localhost | 400",
                "GET /v1/ta sks HTTP/1.1~Host: localhost | 505",
                "GET /v1/tasks HTTP/9.9~Host: localhost | 505",
                "GET /v1/tasks HTTP/1.1 | 400",
                "BREW /v1/tasks HTTP/1.1~Host: localhost | 501",
                "nonsense | 400",
                "POST /v1/tasks HTTP/1.1~Host: localhost~Content-Length: x | 400",
                "POST /v1/tasks HTTP/1.1~Host: localhost~Content-Length: -1 | 400"
            })
    void malformed_http_is_a_problem_too(String head, int status) throws IOException {
        String lines = head.replace("~", "\r\n");

        assertRawProblem(http.raw(lines + "\r\nConnection: close\r\n\r\n"), status);
    }

    @Test
    void an_uri_or_header_that_is_too_long_is_a_problem_too() throws IOException {
        String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

        assertRawProblem(http.raw("GET /" + "x".repeat(10_000) + end + "\r\n"), 414);
        assertRawProblem(http.raw("GET /" + end + "X-Long: " + "x".repeat(10_000) + "\r\n\r\n"), 431);
    }

    @Test
    void a_connection_stays_usable_after_a_refused_body() throws IOException {
        String refused = "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 200000\r\n\r\n" + " ".repeat(200_000);
        String next = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        String answers = http.raw(refused + next);

        assertThat(answers).startsWith("HTTP/1.1 413 ").contains("HTTP/1.1 404 ");
    }
}

package io.talkoo.http;

import static io.talkoo.http.EmptyServer.MAX_BODY;
import static io.talkoo.http.ProblemAssert.assertProblem;
import static io.talkoo.http.ProblemAssert.assertRawProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.http.HttpTester.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call can get wrong around its JSON, down to bytes that are no HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpFaultsTest {
    private static final String TASKS = "/v1/tasks";

    private final EmptyServer server = new EmptyServer();
    private final HttpTester http = server.http();

    @AfterAll
    void stop() {
        server.close();
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
    void a_body_in_broken_chunks_is_400() throws IOException {
        String head = "POST " + TASKS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n";

        assertRawProblem(http.raw(head + "5\r\n{\"nam\r\nnonsense\r\n"), 400);
        assertRawProblem(http.raw(head + "-1\r\n"), 400);
        assertRawProblem(http.raw(head + "FFFFFFFFFFFFFFFFF\r\n"), 400);
        assertRawProblem(http.raw(head + "1;" + "x".repeat(10_000) + "\r\n"), 400);
        assertRawProblem(http.raw(head + "0\r\n" + "X-A: b\r\n".repeat(10_000) + "\r\n"), 400);
    }

    @Test
    void a_body_that_begins_small_and_would_not_end_is_413() throws IOException {
        String head = "POST " + TASKS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 9223372036854775807\r\n\r\n{";

        assertRawProblem(http.raw(head), 413);
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
        assertProblem(http.get("/v1"), 404);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                "Content-Length: 4\r\nContent-Length: 30\r\n",
                "Content-Length: 4, 30\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Transfer-Encoding: \"chunked\"\r\nContent-Length: 4\r\n",
                "Transfer-Encoding: \"chunked\"\r\n",
                "Transfer-Encoding:\r\n",
                "Content-Length: 4\r\n 5\r\n",
                "Content-Length: +4\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "X-A: b\nContent-Length: 0\r\nContent-Length: 4\r\n",
                "X-A: b\rContent-Length: 4\r\n",
                "X-A: b\u0000\r\nContent-Length: 4\r\n",
                "Content-Length : 4\r\n"
            })
    void a_request_with_two_ends_is_refused_and_nothing_behind_it_is_served(String lengths) throws IOException {
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String head = "POST " + TASKS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + lengths;

        String answers = http.raw(head + "\r\n0\r\n\r\n" + smuggled);

        assertThat(answers).startsWith("HTTP/1.1 4").doesNotContain("/smuggled");
        assertThat(answers.split("HTTP/1.1 ")).hasSize(2);
    }

    @Test
    void more_headers_than_anybody_needs_are_refused() throws IOException {
        String many = "X-A: b\r\n".repeat(65);

        assertRawProblem(http.raw("GET /x HTTP/1.1\r\nHost: localhost\r\n" + many + "\r\n"), 400);
    }

    @Test
    void an_uri_or_header_that_is_too_long_is_a_problem_too() throws IOException {
        String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

        assertRawProblem(http.raw("GET /" + "x".repeat(10_000) + end + "\r\n"), 414);
        assertRawProblem(http.raw("GET /" + end + "X-Long: " + "x".repeat(10_000) + "\r\n\r\n"), 431);
    }

    @Test
    void a_connection_stays_usable_after_a_refused_body() throws IOException {
        String refused = "POST /v1/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 200000\r\n\r\n" + " ".repeat(200_000);
        String next = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        String answers = http.raw(refused + next);

        assertThat(answers).startsWith("HTTP/1.1 413 ").contains("HTTP/1.1 404 ");
    }
}

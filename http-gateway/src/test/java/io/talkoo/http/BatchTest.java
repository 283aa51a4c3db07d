package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/tasks/batch} in both of its formats. */
class BatchTest extends NodeTest {
    private static final String BATCH = "/v1/tasks/batch";
    private static final String NDJSON = "application/x-ndjson";

    private static String add(int a) {
        return "{\"name\": \"test.add\", \"args\": [" + a + ", 1]}";
    }

    private List<JsonNode> lines(Answer answer) {
        return answer.body().lines().map(HttpTester::tree).toList();
    }

    private JsonNode result(JsonNode item) {
        return http.get("/v1/tasks/" + item.path("id").textValue() + "/result?wait=30")
                .json()
                .path("value");
    }

    @Test
    void an_array_is_answered_by_an_array_in_its_order() {
        String body = "["
                + String.join(
                        ",", IntStream.range(0, 500).mapToObj(BatchTest::add).toList()) + "]";

        Answer answer = http.post(BATCH, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.json()).hasSize(500);
        for (int i : new int[] {0, 250, 499}) {
            assertThat(result(answer.json().path(i)).intValue()).isEqualTo(i + 1);
        }
    }

    @Test
    void lines_are_answered_by_lines_in_their_order() {
        Answer answer = http.post(BATCH, add(1) + "\n\r\n  " + add(2) + "\r\n" + add(3), "Content-Type", NDJSON);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(NDJSON);
        assertThat(answer.body()).endsWith("\n");
        assertThat(lines(answer).stream().map(item -> result(item).intValue())).containsExactly(2, 3, 4);
    }

    @Test
    void a_faulty_item_harms_no_other_item() {
        String taken = node.submit(add(1));
        String body = "[" + add(1) + ", null, 5, {\"name\": \"test.nope\"}, {\"name\": \"test.add\", \"argz\": []},"
                + "{\"name\": \"test.add\", \"args\": [1]}, {\"name\": \"test.fail\", \"args\": [\"x\"], \"id\": \""
                + taken
                + "\"}, {\"name\": \"test.add\", \"priority\": 11}, " + add(2) + "]";

        JsonNode items = http.post(BATCH, body).json();

        assertThat(items.findValuesAsText("status")).containsExactly("400", "400", "422", "400", "422", "409", "422");
        assertThat(items.path(4)
                        .path("error")
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .textValue())
                .isEqualTo("/argz");
        assertThat(items.path(1).has("id")).isFalse();
        assertThat(items.path(0).has("error")).isFalse();
        assertThat(items.path(0).path("state").textValue()).isNotBlank();
        assertThat(result(items.path(8)).intValue()).isEqualTo(3);
    }

    @Test
    void a_broken_line_harms_no_other_line() {
        Answer answer =
                http.post(BATCH, add(1) + "\n{\"name\": \n" + add(2) + "} \n[]\n" + add(3), "Content-Type", NDJSON);

        List<JsonNode> items = lines(answer);

        assertThat(items).hasSize(5);
        assertThat(result(items.get(0)).intValue()).isEqualTo(2);
        assertThat(items.subList(1, 4))
                .allSatisfy(item ->
                        assertThat(item.path("error").path("status").intValue()).isEqualTo(400));
        assertThat(result(items.get(4)).intValue()).isEqualTo(4);
    }

    @Test
    void invalid_utf_8_in_a_line_harms_no_other_line() throws IOException {
        byte[] body = (add(1) + "\n{\"name\": \"?\"}\n" + add(2)).getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xFF;

        String answer = http.rawPost(BATCH, "Content-Type: " + NDJSON + "\r\n", body);

        assertThat(answer).startsWith("HTTP/1.1 200");
        List<JsonNode> items = answer.substring(answer.indexOf("\r\n\r\n") + 4)
                .lines()
                .map(HttpTester::tree)
                .toList();
        assertThat(items).hasSize(3);
        assertThat(items.get(1).path("error").path("status").intValue()).isEqualTo(400);
        assertThat(result(items.get(2)).intValue()).isEqualTo(3);
    }

    @Test
    void the_same_id_twice_in_a_batch_is_one_task() {
        String item = "{\"id\": \"" + UUID.randomUUID() + "\", \"name\": \"test.add\", \"args\": [1, 2]}";

        JsonNode items = http.post(BATCH, "[" + item + "," + item + "]").json();

        assertThat(items.path(0).path("id")).isEqualTo(items.path(1).path("id"));
        assertThat(items.findValues("error")).isEmpty();
    }

    @Test
    void an_empty_batch_is_an_empty_answer() {
        assertThat(http.post(BATCH, "[]").json()).isEmpty();
        assertThat(http.post(BATCH, "", "Content-Type", NDJSON).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[", "[{}", "[1] 2", "[{\"name\": }]"})
    void what_is_no_array_is_400(String body) {
        assertProblem(http.post(BATCH, body), 400);
    }

    @Test
    void more_than_ten_thousand_items_are_422() {
        String body = String.join(",", Collections.nCopies(10_001, "{}"));

        assertProblem(http.post(BATCH, "[" + body + "]"), 422);
    }

    @Test
    void other_types_are_415_and_an_idempotency_key_is_422() {
        assertProblem(http.post(BATCH, "[]", "Content-Type", "text/plain"), 415);
        assertProblem(http.post(BATCH, "[]", "Content-Encoding", "gzip"), 415);
        assertProblem(http.post(BATCH, "[]", "Idempotency-Key", "k"), 422);
    }

    @Test
    void a_batch_is_no_task() {
        assertProblem(http.get(BATCH), 405);
    }
}

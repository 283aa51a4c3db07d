package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/tasks} with a real engine behind it. */
class SubmitTest extends NodeTest {
    private static final String TASKS = "/v1/tasks";
    private static final String ADD = "{\"name\": \"test.add\", \"args\": [4, 2]}";
    private static final String KEY = "Idempotency-Key";

    @Test
    void a_submit_is_answered_with_202_the_status_and_where_it_is() {
        Answer answer = http.post(
                TASKS,
                "{\"name\": \"test.add\", \"kwargs\": {\"a\": 1, \"b\": 2}, \"countdown\": 3600,"
                        + " \"priority\": 7, \"headers\": {\"tenant\": \"a\"}}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonNode task = answer.json();
        assertThat(answer.header("location"))
                .isEqualTo("/v1/tasks/" + task.path("id").textValue());
        assertThat(UUID.fromString(task.path("id").textValue()).version()).isEqualTo(7);
        assertThat(task.path("state").textValue()).isEqualTo("PENDING");
        assertThat(task.path("ready").booleanValue()).isFalse();
        assertThat(task.path("successful").isNull()).isTrue();
        assertThat(task.path("priority").intValue()).isEqualTo(7);
        assertThat(task.path("args")).isEmpty();
        assertThat(task.path("kwargs").toString()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(task.path("headers").path("tenant").textValue()).isEqualTo("a");
        assertThat(task.path("rootId")).isEqualTo(task.path("id"));
        assertThat(task.path("createdAt").textValue()).endsWith("Z");
        assertThat(task.path("eta").textValue()).endsWith("Z");
    }

    @Test
    void a_submit_that_waits_is_answered_with_200_and_the_result() {
        Answer answer = http.post(TASKS + "?wait=30", ADD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("result").intValue()).isEqualTo(6);
        assertThat(answer.json().path("state").textValue()).isEqualTo("SUCCESS");
    }

    @Test
    void a_wait_that_is_over_before_the_task_is_answered_with_202() {
        Answer answer = http.post(TASKS + "?wait=0.05", "{\"name\": \"test.hold\", \"args\": [\"over\"]}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("ready").booleanValue()).isFalse();
        node.tasks().open("over");
    }

    @Test
    void values_come_back_from_a_task_as_they_were_sent() {
        String value = "[123456789012345678901234567890,1.10,\"\\u0000ä\",null,{\"b\":1,\"a\":[]}]";

        JsonNode task = node.run("{\"name\": \"test.echo\", \"args\": [" + value + "]}");

        assertThat(task.path("result").toString())
                .isEqualTo(HttpTester.tree(value).toString());
        assertThat(task.path("args").path(0)).isEqualTo(HttpTester.tree(value));
    }

    @Test
    void an_unknown_task_is_422() {
        assertProblem(http.post(TASKS, "{\"name\": \"test.ad\", \"args\": []}"), 422, "unknown-task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[1, 2, 3]", "[1, \"two\"]", "[1, {}]"})
    void arguments_that_do_not_fit_are_422(String args) {
        assertProblem(http.post(TASKS, "{\"name\": \"test.add\", \"args\": " + args + "}"), 422, "bad-arguments");
    }

    @Test
    void an_unknown_parent_is_422() {
        String parent = UUID.randomUUID().toString();

        assertProblem(
                http.post(TASKS, "{\"name\": \"test.fail\", \"args\": [\"x\"], \"parentId\": \"" + parent + "\"}"),
                422);
    }

    @Test
    void a_child_inherits_the_root_of_its_parent() {
        String parent = node.submit(ADD);

        JsonNode child =
                node.run("{\"name\": \"test.add\", \"args\": [1, 1], \"parentId\": \"" + parent.toUpperCase() + "\"}");

        assertThat(child.path("parentId").textValue()).isEqualTo(parent);
        assertThat(child.path("rootId").textValue()).isEqualTo(parent);
    }

    @Test
    void the_same_id_and_body_is_the_same_task() {
        String body = "{\"id\": \"" + UUID.randomUUID() + "\", \"name\": \"test.add\", \"args\": [1, 2]}";

        Answer first = http.post(TASKS + "?wait=30", body);
        Answer again = http.post(TASKS, body.replace("[1, 2]", "[1,2], \"priority\": 5, \"kwargs\": {}"));

        assertThat(first.header("idempotent-replayed")).isNull();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(again.json().path("deliveries").intValue()).isEqualTo(1);
        assertThat(again.json().path("createdAt")).isEqualTo(first.json().path("createdAt"));
    }

    @Test
    void the_same_id_with_another_body_is_409() {
        String body = "{\"id\": \"" + UUID.randomUUID() + "\", \"name\": \"test.add\", \"args\": [1, 2]}";
        http.post(TASKS, body);

        assertProblem(http.post(TASKS, body.replace("[1, 2]", "[2, 1]")), 409, "conflict");
        assertProblem(http.post(TASKS, body.replace("[1, 2]", "[1, 2], \"countdown\": 1")), 409, "conflict");
    }

    @Test
    void an_id_in_upper_case_is_the_same_id() {
        String id = UUID.randomUUID().toString();

        Answer answer =
                http.post(TASKS, "{\"id\": \"" + id.toUpperCase() + "\", \"name\": \"test.add\", \"args\": [1, 2]}");

        assertThat(answer.json().path("id").textValue()).isEqualTo(id);
        assertThat(http.get("/v1/tasks/" + id.toUpperCase()).status()).isEqualTo(200);
    }

    @Test
    void the_same_idempotency_key_is_the_same_task() {
        Answer first = http.post(TASKS + "?wait=30", ADD, KEY, "order 42");
        Answer again = http.post(TASKS, ADD, KEY, "order 42");
        Answer other = http.post(TASKS, ADD, KEY, "order 43");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.json().path("id")).isNotEqualTo(first.json().path("id"));
    }

    @Test
    void the_same_idempotency_key_with_another_body_is_409() {
        http.post(TASKS, ADD, KEY, "once");

        assertProblem(http.post(TASKS, ADD.replace("4", "5"), KEY, "once"), 409, "conflict");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void an_idempotency_key_without_1_to_255_characters_is_422(int length) {
        assertProblem(http.post(TASKS, ADD, KEY, "k".repeat(length)), 422);
    }

    @Test
    void the_longest_idempotency_key_is_taken() {
        assertThat(http.post(TASKS, ADD, KEY, "k".repeat(255)).status()).isIn(200, 202);
    }

    @Test
    void an_idempotency_key_together_with_an_id_is_422() {
        String body = "{\"id\": \"" + UUID.randomUUID() + "\", \"name\": \"test.add\", \"args\": [1, 2]}";

        assertProblem(http.post(TASKS, body, KEY, "both"), 422);
    }

    @Test
    void an_eta_in_the_past_runs_at_once_and_an_expiry_in_the_past_is_revoked() {
        JsonNode late = node.run("{\"name\": \"test.add\", \"args\": [1, 2], \"eta\": \"2001-01-01T00:00:00Z\"}");
        JsonNode expired = node.run("{\"name\": \"test.add\", \"args\": [1, 2], \"expires\": -1}");

        assertThat(late.path("result").intValue()).isEqualTo(3);
        assertThat(expired.path("state").textValue()).isEqualTo("REVOKED");
        assertThat(expired.path("error").path("message").textValue()).isEqualTo("expired");
    }

    @Test
    void after_a_delete_the_id_is_free() {
        String body = "{\"id\": \"" + UUID.randomUUID() + "\", \"name\": \"test.add\", \"args\": [1, 2]}";
        String id = node.run(body).path("id").textValue();
        assertThat(http.delete("/v1/tasks/" + id).status()).isEqualTo(204);

        Answer answer = http.post(TASKS + "?wait=30", body.replace("[1, 2]", "[3, 4]"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("result").intValue()).isEqualTo(7);
    }
}

package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static io.talkoo.http.ProblemAssert.pointers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of one task, and health, with a real engine behind them. */
class TaskRoutesTest extends NodeTest {
    private static final String LATER = "{\"name\": \"test.add\", \"args\": [1, 2], \"countdown\": 3600}";

    private static String path(String id, String rest) {
        return "/v1/tasks/" + id + rest;
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "GET,/result", "GET,/events", "DELETE,''", "POST,/revoke", "POST,/retry"})
    void an_unknown_id_is_404_everywhere(String method, String rest) {
        for (String id : new String[] {UUID.randomUUID().toString(), "42", "1-1-1-1-1", "batch-of-mine"}) {
            Answer answer = http.send(http.request(path(id, rest)).method(method, BodyPublishers.noBody()));

            assertProblem(answer, 404, "not-found");
        }
    }

    @Test
    void a_status_and_a_result_tell_what_came_of_a_task() {
        JsonNode task = node.run("{\"name\": \"test.add\", \"args\": [4, 2]}");

        JsonNode result = http.get(path(task.path("id").textValue(), "/result")).json();

        assertThat(task.path("successful").booleanValue()).isTrue();
        assertThat(task.path("attempts").path(0).path("outcome").textValue()).isEqualTo("SUCCESS");
        assertThat(result.path("value").intValue()).isEqualTo(6);
        assertThat(result.path("ready").booleanValue()).isTrue();
        assertThat(result.path("error").isNull()).isTrue();
        assertThat(result.size()).isEqualTo(6);
    }

    @Test
    void a_failure_is_told_with_its_type_and_traceback() {
        JsonNode task = node.run("{\"name\": \"test.fail\", \"args\": [\"no luck\"]}");

        assertThat(task.path("state").textValue()).isEqualTo("FAILURE");
        assertThat(task.path("successful").booleanValue()).isFalse();
        assertThat(task.path("result").isNull()).isTrue();
        assertThat(task.path("error").path("type").textValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(task.path("error").path("message").textValue()).isEqualTo("no luck");
        assertThat(task.path("error").path("traceback").textValue()).contains("TestTasks.fail");
    }

    @Test
    void a_result_that_is_waited_for_comes_when_it_is_there() throws Exception {
        String id = node.submit("{\"name\": \"test.hold\", \"args\": [\"wait\"]}");
        node.tasks().awaitStart("wait");
        var waiting = http.sendAsync(http.request(path(id, "/result?wait=60")));

        node.tasks().open("wait");

        JsonNode answer = waiting.get(30, TimeUnit.SECONDS).json();
        assertThat(answer.path("value").textValue()).isEqualTo("wait");
    }

    /** The slot may run the task a moment before its entity hears of it. */
    private JsonNode awaitStarted(String id, String gate) throws InterruptedException {
        node.tasks().awaitStart(gate);
        return await().until(
                        () -> http.get(path(id, "")).json(),
                        task -> task.path("state").textValue().equals("STARTED"));
    }

    @Test
    void a_running_task_shows_started_and_its_worker() throws InterruptedException {
        String id = node.submit("{\"name\": \"test.hold\", \"args\": [\"running\"]}");

        JsonNode task = awaitStarted(id, "running");

        assertThat(task.path("startedAt").textValue()).endsWith("Z");
        assertThat(task.path("worker").textValue()).isEqualTo("node-1");
        assertProblem(http.delete(path(id, "")), 409, "wrong-state");
        node.tasks().open("running");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wait=61", "wait=-1", "wait=", "wait=soon", "wait=1e1", "wait=1&wait=1", "wiat=1", "wait=NaN"})
    void a_wait_that_is_not_0_to_60_seconds_is_400(String query) {
        String id = node.submit(LATER);

        assertProblem(http.get(path(id, "?" + query)), 400);
        assertProblem(http.get(path(id, "/result?" + query)), 400);
    }

    @Test
    void a_head_is_answered_like_its_get_without_the_body() {
        String id = node.submit(LATER);

        Answer answer = http.send(http.request(path(id, "")).method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_waiting_task_that_is_revoked_ends_with_the_reason() {
        String id = node.submit(LATER);

        Answer answer = http.post(path(id, "/revoke"), "{\"reason\": \"not needed\"}");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode task = answer.json();
        assertThat(task.path("state").textValue()).isEqualTo("REVOKED");
        assertThat(task.path("error").path("type").textValue()).isEqualTo("talkoo.Revoked");
        assertThat(task.path("error").path("message").textValue()).isEqualTo("not needed");
        assertThat(http.get(path(id, "")).json().path("state").textValue()).isEqualTo("REVOKED");
    }

    @Test
    void a_running_task_is_interrupted_by_a_revoke_that_terminates() throws InterruptedException {
        String id = node.submit("{\"name\": \"test.hold\", \"args\": [\"terminate\"]}");
        awaitStarted(id, "terminate");

        Answer gentle = http.post(path(id, "/revoke"), "");
        Answer harsh = http.post(path(id, "/revoke"), "{\"terminate\": true}");

        assertThat(gentle.json().path("state").textValue()).isEqualTo("STARTED");
        assertThat(harsh.json().path("state").textValue()).isEqualTo("REVOKED");
    }

    @Test
    void a_ready_task_is_left_as_it_is_by_a_revoke() {
        JsonNode task = node.run("{\"name\": \"test.add\", \"args\": [1, 2]}");

        Answer answer = http.send(
                http.request(path(task.path("id").textValue(), "/revoke")).POST(BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(task);
    }

    @Test
    void a_failed_task_runs_again_under_the_same_id() {
        JsonNode failed = node.run("{\"name\": \"test.mendable\"}");
        String id = failed.path("id").textValue();
        node.tasks().mend();

        Answer answer = http.post(path(id, "/retry"), "{}");

        assertThat(answer.status()).isIn(200, 202);
        JsonNode task = http.get(path(id, "?wait=30")).json();
        assertThat(task.path("result").textValue()).isEqualTo("mended");
        assertThat(task.path("attempts").size()).isEqualTo(2);
        assertProblem(http.post(path(id, "/retry"), ""), 409, "wrong-state");
    }

    @Test
    void a_ready_task_is_forgotten_by_a_delete() {
        String id = node.run("{\"name\": \"test.add\", \"args\": [1, 2]}")
                .path("id")
                .textValue();

        assertThat(http.delete(path(id, "")).status()).isEqualTo(204);
        assertProblem(http.get(path(id, "")), 404);
        assertProblem(http.delete(path(id, "")), 404);
    }

    @Test
    void a_typo_in_the_body_of_a_revoke_or_a_retry_is_400() {
        String id = node.submit(LATER);

        Answer revoke = http.post(path(id, "/revoke"), "{\"terminat\": true}");
        Answer retry = http.post(path(id, "/retry"), "{\"countdown\": 1}");

        assertProblem(revoke, 400);
        assertThat(pointers(revoke)).containsExactly("/terminat");
        assertProblem(retry, 400);
        assertThat(pointers(retry)).containsExactly("/countdown");
        assertProblem(http.post(path(id, "/revoke"), "{\"reason\": 5}"), 400);
        assertProblem(http.post(path(id, "/revoke"), "{}", "Content-Type", "text/plain"), 415);
    }

    @Test
    void a_wrong_method_says_what_is_allowed() {
        Answer answer = http.send(
                http.request(path(UUID.randomUUID().toString(), "")).method("PUT", BodyPublishers.ofString("{}")));

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    }

    @Test
    void a_node_that_runs_is_live_and_ready_and_describes_itself() {
        assertThat(http.get("/health/live").json().toString()).isEqualTo("{\"live\":true}");
        assertThat(http.get("/health/ready").json().toString()).isEqualTo("{\"ready\":true}");
        assertThat(http.get("/openapi.json").json().path("openapi").textValue()).startsWith("3.1");
    }
}

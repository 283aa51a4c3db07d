package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Celery's tests of tasks ask for and no other test shows, see {@code engine/decisions/0019-celery-tests.md}. */
class CeleryTasksTest extends NodeTest {
    private static final List<String> KEPT = List.of(
            "name", "args", "kwargs", "queue", "priority", "headers", "timeLimit", "softTimeLimit", "expiresAt");

    @Test
    void a_retry_keeps_what_its_submit_said() {
        RemoteWorker worker = RemoteWorker.register(http, 1, "py.kept");
        node.submit("{\"name\": \"py.kept\", \"args\": [1], \"kwargs\": {\"a\": 2}, \"priority\": 7,"
                + " \"headers\": {\"x-test-header\": \"test-value\"}, \"expires\": 600,"
                + " \"timeLimit\": 30, \"softTimeLimit\": 20}");
        JsonNode before = worker.next();
        assertThat(before.path("expiresAt").isTextual()).isTrue();
        assertThat(before.path("timeLimit").doubleValue()).isEqualTo(30);

        worker.tell(before, "fail", "{\"error\": {\"type\": \"E\"}, \"retry\": true, \"countdown\": 0}");
        JsonNode after = worker.next();

        assertThat(after.path("retries").intValue()).isEqualTo(1);
        assertThat(only(after)).isEqualTo(only(before));
        worker.complete(after, "null");
    }

    private static JsonNode only(JsonNode run) {
        return ((ObjectNode) run).deepCopy().retain(KEPT);
    }

    @Test
    void a_run_is_told_the_limits_of_its_submit_before_those_of_its_type_and_else_none() {
        RemoteWorker worker = RemoteWorker.register(
                http, 1, "py.free", "{\"name\": \"py.limited\", \"timeLimit\": 60, \"softTimeLimit\": 45}");

        assertThat(limits(worker, "{\"name\": \"py.limited\"}")).containsExactly("60", "45");
        assertThat(limits(worker, "{\"name\": \"py.limited\", \"timeLimit\": 10, \"softTimeLimit\": 5}"))
                .containsExactly("10", "5");
        assertThat(limits(worker, "{\"name\": \"py.free\", \"timeLimit\": 30, \"softTimeLimit\": 20}"))
                .containsExactly("30", "20");
        assertThat(limits(worker, "{\"name\": \"py.free\"}")).containsExactly("null", "null");
    }

    private List<String> limits(RemoteWorker worker, String submit) {
        node.submit(submit);
        JsonNode run = worker.next();
        worker.complete(run, "null");
        return List.of(
                run.path("timeLimit").toString(), run.path("softTimeLimit").toString());
    }

    @Test
    void the_error_of_a_run_that_waits_for_its_retry_is_shown() {
        RemoteWorker worker = RemoteWorker.register(http, 1, "py.unpickleable");
        String id = node.submit("{\"name\": \"py.unpickleable\"}");

        worker.tell(
                worker.next(),
                "fail",
                "{\"error\": {\"type\": \"Unpickleable\", \"message\": \"foo\"}, \"retry\": true, \"countdown\": 3600}");

        JsonNode waiting = http.get("/v1/tasks/" + id).json();
        assertThat(waiting.path("state").textValue()).isEqualTo("RETRY");
        assertThat(waiting.path("error").path("type").textValue()).isEqualTo("Unpickleable");
        assertThat(waiting.path("error").path("message").textValue()).isEqualTo("foo");
    }

    /** In the canvases {@code X} is the step with the header; it would not run for an hour. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'group': [X]}",
                "{'chord': {'header': [{'group': [X]}], 'body': =2}}",
                "{'chord': {'header': [{'group': [=2]}], 'body': X}}",
                "{'chain': [X]}",
                "{'group': [=2, X, =2]}",
                "{'chord': {'header': [=2, X], 'body': =2}}",
                "{'chord': {'header': [=2, =2], 'body': X}}",
                "{'chain': [=2, X]}",
                "{'chain': [=2, {'group': [=2, X, =2]}]}",
                "{'chain': [=2, {'group': [=2, X]}, =2]}",
                "{'chain': [=2, {'group': [=2, =2]}, X]}",
            })
    void a_step_that_is_revoked_by_its_header_ends_its_workflow(String canvas) {
        String step = "{'task': {'name': 'test.echo', 'args': [1], 'immutable': true, 'countdown': 3600,"
                + " 'headers': {'monitoring': '" + Integer.toHexString(canvas.hashCode()) + "'}}}";
        Answer stored = http.post("/v1/workflows", CanvasShorthand.json(canvas.replace("X", step)));
        assertThat(stored.status()).as(stored.body()).isEqualTo(202);

        String filter = "{\"headers\": {\"monitoring\": \"" + Integer.toHexString(canvas.hashCode()) + "\"}}";
        assertThat(http.post("/v1/tasks/revoke", filter).json().path("revoked").intValue())
                .isEqualTo(1);

        JsonNode ended = http.get("/v1/workflows/" + stored.json().path("id").textValue() + "?wait=30")
                .json();
        assertThat(ended.path("state").textValue()).as(ended.toString()).isEqualTo("REVOKED");
        assertThat(ended.path("successful").booleanValue()).isFalse();
        assertThat(http.post("/v1/tasks/revoke", filter).json().path("revoked").intValue())
                .as("a second time")
                .isZero();
    }
}

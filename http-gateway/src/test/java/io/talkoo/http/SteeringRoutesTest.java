package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static io.talkoo.http.ProblemAssert.pointers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues, bulk calls and dead letters over HTTP; each test has queues, headers or names of its own. */
class SteeringRoutesTest extends NodeTest {
    private String later(String queue, String tenant) {
        return node.submit("{\"name\": \"test.add\", \"args\": [1, 2], \"countdown\": 3600, \"queue\": \"" + queue
                + "\", \"headers\": {\"tenant\": \"" + tenant + "\"}}");
    }

    private String state(String id) {
        return http.get("/v1/tasks/" + id).json().path("state").textValue();
    }

    @Test
    void a_paused_queue_holds_its_tasks_until_it_is_resumed() {
        node.run("{\"name\": \"test.add\", \"args\": [1, 2]}");
        Answer paused = http.post("/v1/queues/default/pause", "");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.json().path("paused").booleanValue()).isTrue();
        assertThat(http.post("/v1/queues/default/pause", "{}").status()).isEqualTo(200);

        String id = node.submit("{\"name\": \"test.add\", \"args\": [1, 2]}");
        JsonNode queue = queue("default");
        assertThat(queue.path("ready").intValue()).isEqualTo(1);
        assertThat(queue.path("oldestReadySeconds").doubleValue()).isGreaterThanOrEqualTo(0);
        assertThat(state(id)).isEqualTo("PENDING");

        assertThat(http.post("/v1/queues/default/resume", "")
                        .json()
                        .path("paused")
                        .booleanValue())
                .isFalse();
        assertThat(http.get("/v1/tasks/" + id + "?wait=30").json().path("state").textValue())
                .isEqualTo("SUCCESS");
        assertThat(queue("default").path("oldestReadySeconds").isNull()).isTrue();
    }

    private JsonNode queue(String name) {
        for (JsonNode queue : http.get("/v1/queues").json()) {
            if (queue.path("name").textValue().equals(name)) {
                return queue;
            }
        }
        throw new AssertionError("there is no queue " + name);
    }

    @Test
    void a_purge_tells_how_many_it_revoked() {
        String id = later("purged", "p");
        later("purged", "p");
        assertThat(queue("purged").path("scheduled").intValue()).isEqualTo(2);

        Answer purged = http.delete("/v1/queues/purged/tasks");

        assertThat(purged.status()).isEqualTo(200);
        assertThat(purged.body()).isEqualTo("{\"purged\":2}");
        assertThat(http.get("/v1/tasks/" + id).json().path("error").path("type").textValue())
                .isEqualTo("talkoo.Revoked");
        assertThat(http.delete("/v1/queues/purged/tasks").body()).isEqualTo("{\"purged\":0}");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/queues/nobody/pause, 404",
        "POST, /v1/queues/nobody/resume, 404",
        "DELETE, /v1/queues/nobody/tasks, 404",
        "POST, /v1/queues/no%20queue/pause, 422",
        "DELETE, /v1/queues/no%20queue/tasks, 422",
        "GET, /v1/queues?limit=1, 400",
        "GET, /v1/queues/default/tasks, 405",
        "GET, /v1/failures?limit=0, 400",
        "DELETE, /v1/queues, 405"
    })
    void what_cannot_be_done_is_a_problem(String method, String path, int status) {
        assertProblem(
                http.send(http.request(path).method(method, java.net.http.HttpRequest.BodyPublishers.noBody())),
                status);
    }

    @Test
    void a_bulk_revoke_takes_what_its_filter_says() {
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            mine.add(later("bulk", "bulk-a"));
        }
        String other = later("bulk", "bulk-b");

        assertThat(http.post("/v1/tasks/revoke", "{\"headers\": {\"tenant\": \"bulk-a\"}, \"queue\": \"bulk\"}")
                        .body())
                .isEqualTo("{\"revoked\":3}");
        assertThat(mine).allSatisfy(id -> assertThat(state(id)).isEqualTo("REVOKED"));
        assertThat(state(other)).isEqualTo("PENDING");
        assertThat(http.post("/v1/tasks/retry", "{\"headers\": {\"tenant\": \"bulk-a\"}}")
                        .body())
                .isEqualTo("{\"retried\":0}");
        assertThat(http.post("/v1/tasks/retry", "{\"state\": \"REVOKED\", \"headers\": {\"tenant\": \"bulk-a\"}}")
                        .body())
                .isEqualTo("{\"retried\":3}");
    }

    @Test
    void dead_letters_are_listed_by_their_error_and_run_again() {
        String header = "\"headers\": {\"tenant\": \"dead\"}";
        String id = node.run("{\"name\": \"test.fail\", \"args\": [\"x\"], " + header + "}")
                .path("id")
                .textValue();
        String type = "java.lang.IllegalStateException";

        JsonNode group = http.get("/v1/failures").json().get(0);
        assertThat(group.path("errorType").textValue()).isEqualTo(type);
        assertThat(group.path("name").textValue()).isEqualTo("test.fail");
        assertThat(group.path("count").intValue()).isEqualTo(1);
        assertThat(group.path("lastId").textValue()).isEqualTo(id);
        JsonNode listed = http.get("/v1/tasks?state=FAILURE&errorType=" + type).json();
        assertThat(listed.path("tasks").findValuesAsText("id")).containsExactly(id);
        assertThat(http.post("/v1/tasks/retry", "{\"errorType\": \"" + type + "\", " + header + "}")
                        .body())
                .isEqualTo("{\"retried\":1}");
        JsonNode again = http.get("/v1/tasks/" + id + "?wait=30").json();
        assertThat(again.path("attempts")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|",
                "{\"terminate\": true}|422|",
                "{\"headers\": {}}|422|",
                "{\"quue\": \"a\"}|400|/quue",
                "{\"state\": \"failure\"}|400|/state",
                "{\"queue\": \"no queue\"}|422|/queue",
                "{\"rootId\": \"7\"}|422|/rootId",
                "{\"name\": 7}|400|/name",
                "{\"terminate\": \"yes\"}|400|/terminate",
                "[]|400|"
            })
    void a_filter_that_is_none_is_a_problem(String body, int status, String pointer) {
        Answer answer = http.post("/v1/tasks/revoke", body);

        assertProblem(answer, status);
        if (pointer != null) {
            assertThat(pointers(answer)).containsExactly(pointer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tasks/revoke", "/v1/tasks/retry"})
    void a_bulk_call_without_a_filter_is_refused(String path) {
        assertProblem(http.post(path, ""), 422);
        assertProblem(http.post(path, "{\"name\": \"x\"}", "Content-Type", "text/plain"), 415);
    }

    @Test
    void what_runs_where_is_told() throws Exception {
        String id = node.submit("{\"name\": \"test.hold\", \"args\": [\"inspect\"]}");
        node.tasks().awaitStart("inspect");

        JsonNode running = http.get("/v1/cluster/running").json();

        assertThat(running.get(0).path("tasks").findValuesAsText("id")).contains(id);
        assertThat(running.get(0).path("byQueue").path("default").intValue()).isGreaterThanOrEqualTo(1);
        node.tasks().open("inspect");
    }
}

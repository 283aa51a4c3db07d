package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Task types and their limits over HTTP; each test has a task type of its own. */
class TaskTypeRoutesTest extends NodeTest {
    private JsonNode type(String name) {
        for (JsonNode type : http.get("/v1/task-types").json()) {
            if (type.path("name").textValue().equals(name)) {
                return type;
            }
        }
        throw new AssertionError("there is no task type " + name);
    }

    @Test
    void a_task_type_tells_what_holds_for_it() {
        JsonNode type = type("test.add");

        assertThat(type.path("queue").textValue()).isEqualTo("default");
        assertThat(type.path("retry").path("maxRetries").intValue()).isEqualTo(3);
        assertThat(type.path("rateLimit").isNull()).isTrue();
        assertThat(type.path("maxConcurrency").isNull()).isTrue();
        assertThat(type.path("nodes")).hasSize(1);
    }

    @Test
    void what_a_change_leaves_out_stays_and_null_takes_a_limit_back() {
        String path = "/v1/task-types/test.echo/limits";
        JsonNode changed =
                http.put(path, "{\"rateLimit\": \"10/m\", \"timeLimit\": 2.5}").json();
        assertThat(changed.path("rateLimit").textValue()).isEqualTo("10/m");
        assertThat(changed.path("timeLimit").doubleValue()).isEqualTo(2.5);

        assertThat(http.put(path, "{\"rateLimit\": null, \"maxConcurrency\": 5}")
                        .status())
                .isEqualTo(200);

        JsonNode type = type("test.echo");
        assertThat(type.path("rateLimit").isNull()).isTrue();
        assertThat(type.path("maxConcurrency").intValue()).isEqualTo(5);
        assertThat(type.path("timeLimit").doubleValue()).isEqualTo(2.5);
    }

    @Test
    void a_name_with_spaces_and_slashes_is_percent_encoded_in_the_path() {
        String worker = http.post(
                        "/v1/workers", "{\"name\": \"painter\", \"tasks\": [\"tâche a+b/c\"], \"concurrency\": 1}")
                .json()
                .path("workerId")
                .textValue();

        assertThat(http.put("/v1/task-types/t%C3%A2che%20a+b%2Fc/limits", "{\"maxConcurrency\": 3}")
                        .status())
                .isEqualTo(200);

        assertThat(type("tâche a+b/c").path("maxConcurrency").intValue()).isEqualTo(3);
        assertThat(http.delete("/v1/workers/" + worker).status()).isEqualTo(204);
    }

    @Test
    void a_limit_that_is_set_while_it_runs_holds() throws Exception {
        assertThat(http.put("/v1/task-types/test.hold/limits", "{\"maxConcurrency\": 1}")
                        .status())
                .isEqualTo(200);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(node.submit("{\"name\": \"test.hold\", \"args\": [\"limited\"]}"));
        }
        node.tasks().awaitStart("limited");
        assertThat(node.run("{\"name\": \"test.add\", \"args\": [1, 2]}")
                        .path("result")
                        .intValue())
                .isEqualTo(3);

        assertThat(states(ids)).containsExactlyInAnyOrder("STARTED", "PENDING", "PENDING");
        for (int i = 0; i < 3; i++) {
            node.tasks().open("limited");
        }
        for (String id : ids) {
            assertThat(http.get("/v1/tasks/" + id + "?wait=30")
                            .json()
                            .path("state")
                            .textValue())
                    .isEqualTo("SUCCESS");
        }
    }

    private List<String> states(List<String> ids) {
        return ids.stream()
                .map(id -> http.get("/v1/tasks/" + id).json().path("state").textValue())
                .toList();
    }

    @Test
    void a_time_limit_that_is_set_while_it_runs_holds_for_runs_after_it() {
        http.put("/v1/task-types/test.steps/limits", "{\"timeLimit\": 0.2}");

        JsonNode failed = node.run("{\"name\": \"test.steps\", \"args\": [\"never\", 1]}");

        assertThat(failed.path("error").path("type").textValue()).isEqualTo("talkoo.TimeLimitExceeded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test.nothing | {\"maxConcurrency\": 1}                | 404",
                "test.add | {\"maxConcurrency\": 0}                    | 422",
                "test.add | {\"maxConcurrency\": \"1\"}                | 400",
                "test.add | {\"maxConcurrency\": 1.5}                  | 400",
                "test.add | {\"rateLimit\": \"10/d\"}                  | 422",
                "test.add | {\"rateLimit\": \"0/s\"}                   | 422",
                "test.add | {\"rateLimit\": 10}                        | 400",
                "test.add | {\"timeLimit\": -1}                        | 422",
                "test.add | {\"timeLimit\": 1, \"softTimeLimit\": 2}   | 422",
                "test.add | {\"keyMaxConcurrency\": 1}                 | 422",
                "test.add | {\"rate\": \"10/s\"}                       | 400",
                "test.add | [1]                                        | 400",
                "test.add | {                                          | 400"
            })
    void what_cannot_be_is_refused(String type, String body, int status) {
        assertProblem(http.put("/v1/task-types/" + type + "/limits", body), status);
        assertThat(type("test.add").path("maxConcurrency").isNull()).isTrue();
    }

    @Test
    void a_fair_key_is_part_of_what_was_submitted() {
        String id = "0193f3a2-7c1e-7000-8000-00805f9b34fb";
        String task = "{\"name\": \"test.add\", \"args\": [1, 2], \"id\": \"" + id + "\", \"fairKey\": \"tenant-a\"}";

        assertThat(http.post("/v1/tasks?wait=30", task).status()).isEqualTo(200);
        assertThat(http.post("/v1/tasks", task).status()).isEqualTo(200);
        assertProblem(http.post("/v1/tasks", task.replace("tenant-a", "tenant-b")), 409);
    }
}

package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What workers in other languages tell of their runs, on one node; each test has task types of its own. */
class RunRoutesTest extends NodeTest {
    private RemoteWorker register(String... tasks) {
        return RemoteWorker.register(http, 4, tasks);
    }

    private JsonNode status(String id) {
        return http.get("/v1/tasks/" + id).json();
    }

    @Test
    void what_is_told_twice_is_taken_once() {
        RemoteWorker worker = register("py.twice");
        String id = node.submit("{\"name\": \"py.twice\"}");
        JsonNode run = worker.next();

        assertThat(worker.complete(run, "1").status()).isEqualTo(204);
        assertThat(worker.complete(run, "1").status()).isEqualTo(204);
        assertProblem(worker.tell(run, "fail", "{\"error\": {\"type\": \"E\"}}"), 409);
        assertProblem(worker.tell(run, "progress", "{\"state\": \"PROGRESS\"}"), 409);
        assertThat(status(id).path("result").intValue()).isEqualTo(1);
        assertThat(status(id).path("attempts")).hasSize(1);
    }

    @Test
    void an_unknown_run_is_409_and_an_unknown_task_or_worker_404() {
        RemoteWorker worker = register("py.unknown");
        String id = node.submit("{\"name\": \"py.unknown\"}");
        JsonNode run = worker.next();

        assertProblem(http.post("/v1/tasks/" + id + "/runs/17/complete", "{\"result\": 1}"), 409);
        assertProblem(http.post("/v1/tasks/" + id + "/runs/17." + worker.id() + "/complete", "{\"result\": 1}"), 409);
        assertProblem(http.post("/v1/tasks/" + UUID.randomUUID() + "/runs/1." + worker.id() + "/complete", "{}"), 404);
        assertProblem(http.post("/v1/workers/nobody/poll", ""), 404);
        assertProblem(http.post("/v1/workers/abc-1/heartbeat", "{\"running\": []}"), 404);
        assertProblem(http.delete("/v1/workers/nobody"), 404);
        assertThat(worker.complete(run, "null").status()).isEqualTo(204);
    }

    @Test
    void progress_is_seen_and_kept() {
        RemoteWorker worker = register("py.progress");
        String id = node.submit("{\"name\": \"py.progress\"}");
        JsonNode run = worker.next();

        assertThat(worker.tell(run, "progress", "{\"state\": \"PROGRESS\", \"meta\": {\"current\": 3}}")
                        .status())
                .isEqualTo(204);

        assertThat(status(id).path("state").textValue()).isEqualTo("PROGRESS");
        assertThat(status(id).path("meta").path("current").intValue()).isEqualTo(3);
        assertProblem(worker.tell(run, "progress", "{\"state\": \"SUCCESS\"}"), 422);
        assertProblem(worker.tell(run, "progress", "{\"state\": \"X\", \"mta\": 1}"), 400);
        worker.complete(run, "null");
        assertThat(status(id).path("meta").path("current").intValue()).isEqualTo(3);
    }

    @Test
    void a_failed_run_is_retried_if_its_worker_or_its_policy_says_so() {
        RemoteWorker worker = register(
                "py.plain",
                "{\"name\": \"py.policy\", \"retry\": {\"maxRetries\": 1, \"delay\": 0, \"jitter\": false}}");
        String error = "{\"error\": {\"type\": \"ValueError\", \"message\": \"no\", \"traceback\": \"tb\"}";

        String plain = node.submit("{\"name\": \"py.plain\"}");
        assertThat(worker.tell(worker.next(), "fail", error + "}").status()).isEqualTo(204);
        JsonNode failed = status(plain);
        assertThat(failed.path("state").textValue()).isEqualTo("FAILURE");
        assertThat(failed.path("error").path("type").textValue()).isEqualTo("ValueError");
        assertThat(failed.path("error").path("traceback").textValue()).isEqualTo("tb");

        String asked = node.submit("{\"name\": \"py.plain\"}");
        JsonNode first = worker.next();
        String again = error + ", \"retry\": true, \"countdown\": 0}";
        assertThat(worker.tell(first, "fail", again).status()).isEqualTo(204);
        assertThat(worker.tell(first, "fail", again).status()).isEqualTo(204);
        JsonNode second = worker.next();
        assertThat(second.path("id").textValue()).isEqualTo(asked);
        assertThat(second.path("attempt").intValue()).isEqualTo(2);
        assertThat(second.path("retries").intValue()).isEqualTo(1);
        assertProblem(worker.complete(first, "1"), 409);
        worker.complete(second, "2");
        assertThat(status(asked).path("result").intValue()).isEqualTo(2);

        String policy = node.submit("{\"name\": \"py.policy\"}");
        assertThat(worker.tell(worker.next(), "fail", error + "}").status()).isEqualTo(204);
        JsonNode last = worker.next();
        assertThat(worker.tell(last, "fail", error + "}").status()).isEqualTo(204);
        assertThat(status(policy).path("state").textValue()).isEqualTo("FAILURE");
        assertThat(status(policy).path("retries").intValue()).isEqualTo(1);

        String never = node.submit("{\"name\": \"py.policy\"}");
        assertThat(worker.tell(worker.next(), "fail", error + ", \"retry\": false}")
                        .status())
                .isEqualTo(204);
        assertThat(status(never).path("state").textValue()).isEqualTo("FAILURE");
    }

    @Test
    void a_retry_with_a_countdown_waits_for_it() {
        RemoteWorker worker = register("py.later");
        String id = node.submit("{\"name\": \"py.later\"}");

        worker.tell(worker.next(), "fail", "{\"error\": {\"type\": \"E\"}, \"retry\": true, \"countdown\": 3600}");

        assertThat(status(id).path("state").textValue()).isEqualTo("RETRY");
        assertThat(status(id).path("retries").intValue()).isEqualTo(1);
    }

    @Test
    void a_revoked_run_is_in_the_heartbeat_and_its_late_answer_is_refused() {
        RemoteWorker worker = register("py.revoked");
        String id = node.submit("{\"name\": \"py.revoked\"}");
        String other = node.submit("{\"name\": \"py.revoked\"}");
        JsonNode one = worker.next();
        JsonNode two = worker.next();
        JsonNode run = one.path("id").textValue().equals(id) ? one : two;
        JsonNode rest = run == one ? two : one;
        assertThat(worker.heartbeat(one, two)).isEmpty();

        assertThat(http.post("/v1/tasks/" + id + "/revoke", "{\"terminate\": true}")
                        .status())
                .isEqualTo(200);

        assertThat(worker.heartbeat(one, two)).containsExactly(id);
        assertProblem(worker.tell(run, "progress", "{\"state\": \"PROGRESS\"}"), 409);
        assertProblem(worker.complete(run, "1"), 409);
        assertThat(status(id).path("state").textValue()).isEqualTo("REVOKED");
        assertThat(worker.complete(rest, "1").status()).isEqualTo(204);
        assertThat(status(other).path("state").textValue()).isEqualTo("SUCCESS");
    }

    @Test
    void the_hard_time_limit_is_kept_for_the_worker() {
        RemoteWorker worker = register("py.slow");
        String id = node.submit("{\"name\": \"py.slow\", \"timeLimit\": 0.5, \"softTimeLimit\": 0.25}");
        JsonNode run = worker.next();
        assertThat(run.path("timeLimit").doubleValue()).isEqualTo(0.5);
        assertThat(run.path("softTimeLimit").doubleValue()).isEqualTo(0.25);
        assertThat(run.path("deadline").isTextual()).isTrue();

        JsonNode failed = http.get("/v1/tasks/" + id + "?wait=30").json();

        assertThat(failed.path("error").path("type").textValue()).isEqualTo("talkoo.TimeLimitExceeded");
        assertProblem(worker.complete(run, "1"), 409);
        assertThat(worker.heartbeat(run)).containsExactly(id);
    }

    @Test
    void a_run_gives_way_to_a_canvas_unless_that_is_faulty() {
        RemoteWorker worker = register("py.replace");
        String id = node.submit("{\"name\": \"py.replace\"}");
        JsonNode run = worker.next();

        assertProblem(worker.tell(run, "replace", "{\"chain\": []}"), 422);
        assertProblem(worker.tell(run, "replace", "{\"task\": {\"name\": \"no.such\"}}"), 422, "unknown-task");
        assertThat(worker.tell(run, "progress", "{\"state\": \"STILL\"}").status())
                .isEqualTo(204);
        String canvas = "{\"task\": {\"name\": \"test.add\", \"args\": [2, 3]}}";
        assertThat(worker.tell(run, "replace", canvas).status()).isEqualTo(204);

        assertThat(http.get("/v1/tasks/" + id + "?wait=30")
                        .json()
                        .path("result")
                        .intValue())
                .isEqualTo(5);
        assertThat(worker.tell(run, "replace", canvas).status()).isIn(204, 409);
    }

    @Test
    void a_result_over_the_body_limit_is_refused_and_the_run_stays_current() {
        RemoteWorker worker = register("py.large");
        String id = node.submit("{\"name\": \"py.large\"}");
        JsonNode run = worker.next();

        assertProblem(worker.complete(run, "\"" + "x".repeat(1 << 20) + "\""), 413);
        assertThat(worker.heartbeat(run)).isEmpty();
        assertThat(worker.complete(run, "\"small\"").status()).isEqualTo(204);
        assertThat(status(id).path("result").textValue()).isEqualTo("small");
    }
}

package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static io.talkoo.http.ProblemAssert.pointers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The protocol of workers in other languages on one node; each test has task types of its own. */
class WorkerRoutesTest extends NodeTest {
    private RemoteWorker register(String... tasks) {
        return RemoteWorker.register(http, 4, tasks);
    }

    private JsonNode status(String id) {
        return http.get("/v1/tasks/" + id).json();
    }

    @Test
    void a_task_is_run_by_a_worker_in_another_language() {
        assertProblem(http.post("/v1/tasks", "{\"name\": \"py.run\"}"), 422, "unknown-task");
        RemoteWorker worker = register("py.run");
        String id = node.submit("{\"name\": \"py.run\", \"args\": [1, \"a\"], \"kwargs\": {\"b\": 2},"
                + " \"headers\": {\"tenant\": \"x\"}, \"priority\": 7}");
        assertThat(status(id).path("state").textValue()).isEqualTo("PENDING");

        JsonNode run = worker.next();

        assertThat(run.path("id").textValue()).isEqualTo(id);
        assertThat(run.path("name").textValue()).isEqualTo("py.run");
        assertThat(run.path("args").toString()).isEqualTo("[1,\"a\"]");
        assertThat(run.path("kwargs").toString()).isEqualTo("{\"b\":2}");
        assertThat(run.path("headers").path("tenant").textValue()).isEqualTo("x");
        assertThat(run.path("queue").textValue()).isEqualTo("default");
        assertThat(run.path("priority").intValue()).isEqualTo(7);
        assertThat(run.path("attempt").intValue()).isEqualTo(1);
        assertThat(run.path("retries").intValue()).isZero();
        assertThat(run.path("deliveries").intValue()).isEqualTo(1);
        assertThat(run.path("rootId").textValue()).isEqualTo(id);
        assertThat(run.has("map")).isFalse();
        assertThat(run.path("deadline").isNull()).isTrue();
        JsonNode running = status(id);
        assertThat(running.path("state").textValue()).isEqualTo("STARTED");
        assertThat(running.path("worker").textValue()).isEqualTo("w");

        assertThat(worker.complete(run, "{\"n\": 12345678901234567890}").status())
                .isEqualTo(204);

        JsonNode done = status(id);
        assertThat(done.path("state").textValue()).isEqualTo("SUCCESS");
        assertThat(done.path("result").toString()).isEqualTo("{\"n\":12345678901234567890}");
        assertThat(done.path("deliveries").intValue()).isEqualTo(1);
    }

    @Test
    void a_worker_never_holds_more_than_it_said() {
        RemoteWorker worker = RemoteWorker.register(http, 2, "py.two");
        for (int i = 0; i < 3; i++) {
            node.submit("{\"name\": \"py.two\"}");
        }
        JsonNode first = worker.next();
        JsonNode second = worker.next();

        assertThat(worker.poll("?max=5").json()).isEmpty();
        worker.complete(first, "1");
        JsonNode third = worker.next();

        assertThat(worker.complete(second, "1").status()).isEqualTo(204);
        assertThat(worker.complete(third, "1").status()).isEqualTo(204);
    }

    @Test
    void a_poll_brings_as_many_as_were_asked_for() {
        RemoteWorker worker = RemoteWorker.register(http, 8, "py.many");
        for (int i = 0; i < 6; i++) {
            node.submit("{\"name\": \"py.many\"}");
        }

        int taken = 0;
        while (taken < 6) {
            JsonNode runs = worker.poll("?wait=5&max=3").json();
            assertThat(runs.size()).isBetween(1, 3);
            runs.forEach(run -> assertThat(worker.complete(run, "0").status()).isEqualTo(204));
            taken += runs.size();
        }
    }

    @Test
    void a_poll_waits_for_what_is_submitted_meanwhile() {
        RemoteWorker worker = register("py.wait");
        CompletableFuture<Answer> polled = CompletableFuture.supplyAsync(() -> worker.poll("?wait=60"));

        String id = node.submit("{\"name\": \"py.wait\"}");

        JsonNode runs = polled.join().json();
        assertThat(runs).hasSize(1);
        assertThat(runs.path(0).path("id").textValue()).isEqualTo(id);
        worker.complete(runs.path(0), "0");
    }

    @Test
    void who_does_not_poll_gets_nothing() {
        RemoteWorker idle = register("py.shared");
        RemoteWorker busy = register("py.shared");
        String id = node.submit("{\"name\": \"py.shared\"}");

        JsonNode run = busy.next();

        assertThat(run.path("id").textValue()).isEqualTo(id);
        assertProblem(http.post("/v1/tasks/" + id + "/runs/1." + idle.id() + "/complete", "{\"result\": 1}"), 409);
        busy.complete(run, "0");
    }

    @Test
    void a_worker_that_leaves_gives_its_tasks_to_others() {
        RemoteWorker worker = register("py.leave");
        String id = node.submit("{\"name\": \"py.leave\"}");
        JsonNode run = worker.next();

        assertThat(worker.leave().status()).isEqualTo(204);

        assertProblem(worker.poll(""), 404);
        assertProblem(worker.complete(run, "1"), 409);
        RemoteWorker next = register("py.leave");
        JsonNode again = next.next();
        assertThat(again.path("id").textValue()).isEqualTo(id);
        assertThat(again.path("deliveries").intValue()).isEqualTo(2);
        assertThat(next.complete(again, "2").status()).isEqualTo(204);
        assertThat(status(id).path("result").intValue()).isEqualTo(2);
    }

    @Test
    void names_stay_known_and_their_tasks_wait() {
        register("py.gone").leave();

        String id = node.submit("{\"name\": \"py.gone\"}");

        assertThat(status(id).path("state").textValue()).isEqualTo("PENDING");
        RemoteWorker worker = register("py.gone");
        assertThat(worker.complete(worker.next(), "1").status()).isEqualTo(204);
    }

    @Test
    void the_last_declaration_holds() {
        register("{\"name\": \"py.declared\", \"queue\": \"a\", \"timeLimit\": 5}");
        register("{\"name\": \"py.declared\", \"queue\": \"b\", \"rateLimit\": \"10/m\", \"maxConcurrency\": 3}");

        assertThat(status(node.submit("{\"name\": \"py.declared\"}"))
                        .path("queue")
                        .textValue())
                .isEqualTo("b");
        for (JsonNode type : http.get("/v1/task-types").json()) {
            if (type.path("name").textValue().equals("py.declared")) {
                assertThat(type.path("timeLimit").isNull()).isTrue();
                assertThat(type.path("rateLimit").textValue()).isEqualTo("10/m");
                assertThat(type.path("maxConcurrency").intValue()).isEqualTo(3);
                assertThat(type.path("nodes").toString()).contains("w");
            }
        }
    }

    @Test
    void limits_hold_for_workers_too() {
        RemoteWorker worker = register("{\"name\": \"py.single\", \"maxConcurrency\": 1}");
        node.submit("{\"name\": \"py.single\"}");
        node.submit("{\"name\": \"py.single\"}");
        JsonNode first = worker.next();

        assertThat(worker.poll("?wait=1").json()).isEmpty();
        worker.complete(first, "1");

        assertThat(worker.complete(worker.next(), "2").status()).isEqualTo(204);
    }

    @Test
    void a_paused_queue_holds_for_workers_too() {
        RemoteWorker worker = RemoteWorker.register(http, 4, "{\"name\": \"py.paused\", \"queue\": \"default\"}");
        Answer answer =
                http.post("/v1/workers", "{\"name\": \"p\", \"queues\": [\"held\"], \"tasks\": [\"py.paused\"]}");
        RemoteWorker held =
                new RemoteWorker(http, answer.json().path("workerId").textValue());
        assertThat(http.post("/v1/queues/held/pause", "").status()).isEqualTo(200);
        String id = node.submit("{\"name\": \"py.paused\", \"queue\": \"held\"}");

        assertThat(held.poll("?wait=1").json()).isEmpty();
        http.post("/v1/queues/held/resume", "");

        JsonNode run = held.next();
        assertThat(run.path("id").textValue()).isEqualTo(id);
        held.complete(run, "0");
        assertThat(worker.poll("").json()).isEmpty();
    }

    @Test
    void workflows_go_through_workers() {
        RemoteWorker worker = register("py.step");
        Answer stored = http.post(
                "/v1/workflows",
                "{\"chain\": [{\"task\": {\"name\": \"test.add\", \"args\": [1, 2]}},"
                        + " {\"group\": [{\"task\": {\"name\": \"py.step\", \"args\": [10]}},"
                        + " {\"task\": {\"name\": \"test.echo\"}}]}, {\"task\": {\"name\": \"py.step\"}}]}");
        String id = stored.json().path("id").textValue();

        JsonNode first = worker.next();
        assertThat(first.path("args").toString()).isEqualTo("[3,10]");
        assertThat(first.path("groupId").isTextual()).isTrue();
        worker.complete(first, "4");
        JsonNode second = worker.next();
        assertThat(second.path("args").toString()).isEqualTo("[[4,3]]");
        worker.complete(second, "\"end\"");

        assertThat(http.get("/v1/workflows/" + id + "?wait=30")
                        .json()
                        .path("result")
                        .textValue())
                .isEqualTo("end");
    }

    @Test
    void a_map_is_worked_through_by_one_run() {
        RemoteWorker worker = register("py.map");
        http.post("/v1/workflows", "{\"map\": {\"task\": {\"name\": \"py.map\"}, \"items\": [1, 2]}}");
        JsonNode map = worker.next();
        assertThat(map.path("map").toString()).isEqualTo("{\"kind\":\"map\",\"items\":[1,2]}");
        worker.complete(map, "[1, 4]");

        http.post("/v1/workflows", "{\"starmap\": {\"task\": {\"name\": \"py.map\"}, \"items\": [[1, 2]]}}");
        JsonNode star = worker.next();
        assertThat(star.path("map").path("kind").textValue()).isEqualTo("starmap");
        assertThat(worker.complete(star, "[3]").status()).isEqualTo(204);
    }

    @Test
    void what_cannot_be_a_worker_is_told_all_that_is_wrong() {
        Answer answer = http.post(
                "/v1/workers",
                "{\"queues\": [\"a b\"], \"tasks\": [\"\", {\"name\": \"talkoo.x\"}, {\"name\": \"ok\", \"rateLimit\":"
                        + " \"often\", \"timeLimit\": 0}], \"concurrency\": 0}");

        assertProblem(answer, 422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "/name",
                        "/queues/0",
                        "/tasks/0/name",
                        "/tasks/1/name",
                        "/tasks/2/rateLimit",
                        "/tasks/2/timeLimit",
                        "/concurrency");
        assertProblem(http.post("/v1/workers", "{\"name\": \"w\", \"tasks\": []}"), 422);
        assertProblem(http.post("/v1/workers", "{\"name\": \"w\", \"tasks\": [\"a\"], \"slots\": 1}"), 400);
        assertProblem(http.post("/v1/workers", "{\"name\": \"w\", \"tasks\": [{\"name\": \"a\", \"q\": 1}]}"), 400);
        assertProblem(http.post("/v1/workers", "{\"name\": \"w\", \"tasks\": [7]}"), 400);
        RemoteWorker worker = register("py.faults");
        assertProblem(worker.poll("?max=0"), 400);
        assertProblem(worker.poll("?wait=61"), 400);
        assertProblem(worker.poll("?most=1"), 400);
        assertProblem(http.post("/v1/workers/" + worker.id() + "/heartbeat", "{\"running\": [{\"id\": \"x\"}]}"), 422);
    }
}

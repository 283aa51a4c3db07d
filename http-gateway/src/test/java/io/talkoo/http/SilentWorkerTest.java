package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that say nothing, and nodes that begin anew. */
class SilentWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private TestNode start(Duration heartbeat) {
        return new TestNode(data, Map.of("workers.heartbeat", heartbeat));
    }

    private static String state(TestNode node, String id) {
        return node.http().get("/v1/tasks/" + id).json().path("state").textValue();
    }

    @Test
    void a_worker_that_is_silent_for_three_heartbeats_loses_its_tasks_to_others() {
        try (TestNode node = start(Duration.ofMillis(500))) {
            RemoteWorker silent = RemoteWorker.register(node.http(), 1, "py.lost");
            String id = node.submit("{\"name\": \"py.lost\"}");
            JsonNode run = silent.next();
            RemoteWorker other = RemoteWorker.register(node.http(), 1, "py.lost");

            JsonNode again = other.next();

            assertThat(again.path("id").textValue()).isEqualTo(id);
            assertThat(again.path("deliveries").intValue()).isEqualTo(2);
            assertProblem(silent.complete(run, "1"), 409);
            assertProblem(silent.poll(""), 404);
            assertThat(other.complete(again, "2").status()).isEqualTo(204);
            assertProblem(silent.complete(run, "1"), 409);
        }
    }

    @Test
    void a_task_that_three_workers_fell_silent_with_is_given_up() {
        try (TestNode node = start(Duration.ofMillis(300))) {
            String id = null;
            for (int i = 0; i < 3; i++) {
                RemoteWorker worker = RemoteWorker.register(node.http(), 1, "py.poison");
                id = id == null ? node.submit("{\"name\": \"py.poison\"}") : id;
                assertThat(worker.next().path("deliveries").intValue()).isEqualTo(i + 1);
            }
            RemoteWorker last = RemoteWorker.register(node.http(), 1, "py.poison");

            String lost = id;
            Awaitility.await().atMost(PATIENCE).until(() -> {
                last.poll("");
                return state(node, lost).equals("FAILURE");
            });

            assertThat(node.http()
                            .get("/v1/tasks/" + id)
                            .json()
                            .at("/error/type")
                            .textValue())
                    .isEqualTo("talkoo.TooManyDeliveries");
        }
    }

    @Test
    void names_and_waiting_tasks_outlive_the_node() {
        String id;
        JsonNode run;
        RemoteWorker before;
        try (TestNode node = start(Duration.ofSeconds(5))) {
            before = RemoteWorker.register(node.http(), 1, "py.restart");
            id = node.submit("{\"name\": \"py.restart\"}");
            run = before.next();
        }
        try (TestNode node = start(Duration.ofSeconds(5))) {
            RemoteWorker old = new RemoteWorker(node.http(), before.id());
            assertProblem(old.poll(""), 404);
            assertProblem(old.complete(run, "1"), 409);
            String second = node.submit("{\"name\": \"py.restart\"}");
            assertThat(state(node, second)).isEqualTo("PENDING");

            RemoteWorker worker = RemoteWorker.register(node.http(), 2, "py.restart");
            JsonNode one = worker.next();
            JsonNode two = worker.next();

            assertThat(worker.complete(one, "1").status()).isEqualTo(204);
            assertThat(worker.complete(two, "1").status()).isEqualTo(204);
            assertThat(state(node, id)).isEqualTo("SUCCESS");
            assertThat(state(node, second)).isEqualTo("SUCCESS");
        }
    }

    @Test
    void a_run_that_heartbeats_do_not_name_is_handed_to_its_worker_again() {
        try (TestNode node = start(Duration.ofSeconds(5))) {
            RemoteWorker worker = RemoteWorker.register(node.http(), 1, "py.unseen");
            node.submit("{\"name\": \"py.unseen\"}");
            JsonNode lost = worker.next();

            worker.heartbeat();
            worker.heartbeat();
            JsonNode again = worker.next();

            assertThat(again).isEqualTo(lost);
            worker.heartbeat(again);
            worker.heartbeat();
            worker.heartbeat();
            assertThat(worker.poll("").json()).isEmpty();
            assertThat(worker.complete(again, "1").status()).isEqualTo(204);
        }
    }
}

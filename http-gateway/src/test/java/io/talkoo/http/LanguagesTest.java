package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference workers and clients as processes of their own, with a real node. */
class LanguagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 40;

    @TempDir
    Path data;

    private TestNode node;
    private final List<Process> workers = new ArrayList<>();

    @BeforeEach
    void startNode() {
        node = new TestNode(data, Map.of("workers.heartbeat", Duration.ofMillis(500)));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process worker : workers) {
            worker.destroyForcibly().waitFor();
        }
        node.close();
    }

    private Process start(Language language, int concurrency) throws IOException, InterruptedException {
        language.require();
        Process worker = language.start(node, concurrency);
        workers.add(worker);
        return worker;
    }

    /** Submits once the task type is known. */
    private String submit(Language language, String task, String args) {
        String body = "{\"name\": \"" + language.task(task) + "\", \"args\": " + args + "}";
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> node.http().get("/v1/task-types").body().contains('"' + language.task(task) + '"'));
        return node.submit(body);
    }

    private JsonNode status(String id) {
        return node.http().get("/v1/tasks/" + id).json();
    }

    private JsonNode end(String id) {
        Awaitility.await().atMost(PATIENCE).until(() -> status(id).path("ready").booleanValue());
        return status(id);
    }

    private void awaitProgress(String id) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> status(id).path("state").textValue().equals("PROGRESS"));
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(sent).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void it_runs_fails_retries_and_replaces(Language language) throws Exception {
        Process worker = start(language, 4);

        JsonNode added = end(submit(language, "add", "[2, 3]"));
        assertThat(added.path("result").intValue()).isEqualTo(5);
        assertThat(added.path("worker").textValue()).endsWith("-example");

        JsonNode failed = end(submit(language, "fail", "[\"no\"]"));
        assertThat(failed.path("state").textValue()).isEqualTo("FAILURE");
        assertThat(failed.at("/error/type").textValue()).isEqualTo(language.error());
        assertThat(failed.at("/error/message").textValue()).isEqualTo("no");
        assertThat(failed.at("/error/traceback").textValue()).contains("worker.");

        JsonNode flaky = end(submit(language, "flaky", "[2]"));
        assertThat(flaky.path("result").intValue()).isEqualTo(3);
        assertThat(flaky.path("attempts")).hasSize(3);

        assertThat(end(submit(language, "sum", "[1, 2, 3]")).path("result").intValue())
                .isEqualTo(6);

        List<String> ids = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            ids.add(submit(language, "add", "[" + i + ", 1]"));
        }
        for (int i = 0; i < MANY; i++) {
            JsonNode one = end(ids.get(i));
            assertThat(one.path("result").intValue()).isEqualTo(i + 1);
            assertThat(one.path("deliveries").intValue()).isEqualTo(1);
        }

        signal(worker, "TERM");
        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void its_client_submits_and_waits_however_short(Language language) throws Exception {
        language.require();

        Process client = language.startClient(node);

        assertThat(client.inputReader().lines()).containsExactly("5", "SUCCESS");
        assertThat(client.waitFor()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void it_shows_progress_and_stops_when_it_is_revoked(Language language) throws Exception {
        start(language, 1);
        String id = submit(language, "count", "[100000, 0.05]");
        awaitProgress(id);
        assertThat(status(id).at("/meta/total").intValue()).isEqualTo(100_000);

        node.http().post("/v1/tasks/" + id + "/revoke", "{\"terminate\": true}");

        assertThat(status(id).path("state").textValue()).isEqualTo("REVOKED");
        // It has one slot, so this runs only if the other one stopped.
        assertThat(end(submit(language, "add", "[1, 1]")).path("result").intValue())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void its_tasks_go_elsewhere_when_it_is_killed(Language language) throws Exception {
        Process killed = start(language, 1);
        String id = submit(language, "count", "[30, 0.1]");
        awaitProgress(id);
        killed.destroyForcibly().waitFor();

        start(language, 1);

        JsonNode done = end(id);
        assertThat(done.path("result").intValue()).isEqualTo(30);
        assertThat(done.path("deliveries").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void its_late_answer_is_refused_and_it_goes_on(Language language) throws Exception {
        Process frozen = start(language, 1);
        String id = submit(language, "count", "[20, 0.1]");
        awaitProgress(id);
        signal(frozen, "STOP");
        Process other = start(language, 1);
        JsonNode done = end(id);
        assertThat(done.path("deliveries").intValue()).isEqualTo(2);
        signal(other, "TERM");
        assertThat(other.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        signal(frozen, "CONT");

        assertThat(end(submit(language, "add", "[1, 2]")).path("result").intValue())
                .isEqualTo(3);
        JsonNode after = status(id);
        assertThat(after.path("attempts")).isEqualTo(done.path("attempts"));
        assertThat(after.path("finishedAt")).isEqualTo(done.path("finishedAt"));
    }
}

package io.talkoo.examples.taskapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as its user meets it: ready lines, signals, and what survives a crash. */
class TaskAppJarTest {
    private static final String NODE = "talkoo ready http=(http://127\\.0\\.0\\.1:\\d+) node=node-1 store=sqlite";
    private static final String APP = "task-app ready (http://127\\.0\\.0\\.1:\\d+)";
    private static final int ADDS = 500;

    @TempDir
    private Path directory;

    @Test
    void the_jar_serves_the_page_and_the_gateway_and_exits_with_0_on_sigterm() throws Exception {
        try (AppProcess app = AppProcess.start(directory, Map.of())) {
            Http gateway = new Http(app.awaitReady(NODE));
            Http page = new Http(app.awaitReady(APP));

            assertThat(page.get("/").body()).contains("<h2 id=\"process-title\">");
            assertThat(page.get("/page/page.css").statusCode()).isEqualTo(200);
            assertThat(add(gateway).get("result").intValue()).isEqualTo(6);

            app.stop();
            assertThat(app.line()).isNull();
            assertThat(app.exitCode()).isZero();
        }
    }

    private static JsonNode add(Http gateway) {
        return Http.body(gateway.json("/v1/tasks?wait=30", "{\"name\": \"tasks.add\", \"args\": [4, 2]}"));
    }

    @Test
    void a_stock_node_runs_the_tasks_of_the_jar() throws Exception {
        try (AppProcess node = AppProcess.startNode(directory)) {
            Http gateway = new Http(node.awaitReady(NODE));

            assertThat(add(gateway).get("result").intValue()).isEqualTo(6);
            JsonNode archive = Http.body(gateway.json(
                    "/v1/tasks?wait=30", "{\"name\": \"tasks.generate_user_archive\", \"kwargs\": {\"user_id\": 1}}"));
            assertThat(archive.get("state").textValue()).as(archive.toString()).isEqualTo("SUCCESS");
        }
    }

    @Test
    void a_port_that_is_none_is_one_line_and_exit_code_2() throws Exception {
        try (AppProcess app = AppProcess.start(directory, Map.of("TASK_APP_PORT", "http"))) {
            assertThat(app.line()).isNull();
            assertThat(app.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void killed_while_it_works_it_ends_all_that_was_accepted_after_the_next_start() throws Exception {
        Map<String, String> oneSlot = Map.of("TALKOO_QUEUES", "default:1");
        List<String> ids = new ArrayList<>();
        try (AppProcess app = AppProcess.start(directory, oneSlot)) {
            Http gateway = new Http(app.awaitReady(NODE));
            Http page = new Http(app.awaitReady(APP));
            ids.add(Http.body(page.form("/tasks/process", "total=3"))
                    .get("result_id")
                    .textValue());
            String process = "/tasks/result/" + ids.get(0);
            await().until(() -> page.get(process).body(), body -> body.contains("\"current\":1"));
            ids.addAll(queueAdds(gateway));
            app.kill();
            app.exitCode();
        }
        try (AppProcess app = AppProcess.start(directory, oneSlot)) {
            Http gateway = new Http(app.awaitReady(NODE));
            assertThat(ids)
                    .hasSize(1 + ADDS)
                    .allSatisfy(id -> assertThat(stateOnceReady(gateway, id)).isEqualTo("SUCCESS"));
        }
    }

    private static List<String> queueAdds(Http gateway) {
        String tasks = IntStream.range(0, ADDS)
                .mapToObj(i -> "{\"name\": \"tasks.add\", \"args\": [" + i + ", 1]}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> answer = gateway.json("/v1/tasks/batch", tasks);
        return Http.body(answer).findValuesAsText("id");
    }

    private static String stateOnceReady(Http gateway, String id) {
        return Http.body(gateway.get("/v1/tasks/" + id + "?wait=60"))
                .get("state")
                .textValue();
    }
}

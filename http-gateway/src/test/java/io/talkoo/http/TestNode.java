package io.talkoo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.HttpTester.Answer;
import java.nio.file.Path;
import java.util.Map;

/** A whole node on a free port with {@link TestTasks}, and a client to it. */
final class TestNode implements AutoCloseable {
    private final TestTasks tasks = new TestTasks();
    private final TalkooNode node;
    private final HttpTester http;

    TestNode(Path data) {
        this(data, Map.of());
    }

    /** @param more settings, by their keys without {@code talkoo.} */
    TestNode(Path data, Map<String, Object> more) {
        TalkooSettings settings = TalkooSettings.defaults()
                .with("data-dir", data)
                .with("http.port", 0)
                .with("queues", "default:8");
        for (Map.Entry<String, Object> setting : more.entrySet()) {
            settings = settings.with(setting.getKey(), setting.getValue());
        }
        node = TalkooNode.start(TaskEngine.builder().settings(settings).tasks(tasks));
        http = new HttpTester(node.address().getPort());
    }

    HttpTester http() {
        return http;
    }

    TestTasks tasks() {
        return tasks;
    }

    TalkooNode node() {
        return node;
    }

    /** Submits and answers the new task's id. */
    String submit(String body) {
        Answer answer = http.post("/v1/tasks", body);
        JsonNode id = answer.json().path("id");
        if (!id.isTextual()) {
            throw new AssertionError(answer.body());
        }
        return id.textValue();
    }

    /** Submits, waits for the end and answers the status. */
    JsonNode run(String body) {
        return http.get("/v1/tasks/" + submit(body) + "?wait=30").json();
    }

    @Override
    public void close() {
        node.close();
    }
}

package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A worker as the contract has it, that does only what its test tells it to. */
record RemoteWorker(HttpTester http, String id) {
    private static final int ENOUGH_POLLS = 60;

    /** Registers a worker of queue {@code default} with these task types, each a name or a declaration in JSON. */
    static RemoteWorker register(HttpTester http, int concurrency, String... tasks) {
        List<String> all = new ArrayList<>();
        for (String task : tasks) {
            all.add(task.startsWith("{") ? task : "\"" + task + "\"");
        }
        Answer answer = http.post(
                "/v1/workers",
                "{\"name\": \"w\", \"queues\": [\"default\"], \"tasks\": [" + String.join(",", all)
                        + "], \"concurrency\": " + concurrency + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return new RemoteWorker(http, answer.json().path("workerId").textValue());
    }

    Answer poll(String query) {
        return http.post("/v1/workers/" + id + "/poll" + query, "");
    }

    /** The next run, however long it takes. */
    JsonNode next() {
        for (int polls = 0; polls < ENOUGH_POLLS; polls++) {
            JsonNode runs = poll("?wait=5&max=1").json();
            if (!runs.isEmpty()) {
                return runs.path(0);
            }
        }
        throw new AssertionError("nothing came to run");
    }

    /** Beats for these runs until {@code condition} holds. */
    void stayUntil(BooleanSupplier condition, JsonNode... running) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            heartbeat(running);
        }
    }

    /** The ids that the answer names. */
    List<String> heartbeat(JsonNode... running) {
        ArrayNode runs = JsonNodeFactory.instance.arrayNode();
        for (JsonNode run : running) {
            ObjectNode ref = runs.addObject();
            ref.set("id", run.path("id"));
            ref.set("run", run.path("run"));
        }
        Answer answer = http.post("/v1/workers/" + id + "/heartbeat", "{\"running\": " + runs + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.json().path("revoked").forEach(each -> ids.add(each.textValue()));
        return ids;
    }

    Answer tell(JsonNode run, String what, String body) {
        String path = "/v1/tasks/" + run.path("id").textValue() + "/runs/"
                + run.path("run").textValue() + "/" + what;
        return http.post(path, body);
    }

    Answer complete(JsonNode run, String result) {
        return tell(run, "complete", "{\"result\": " + result + "}");
    }

    Answer leave() {
        return http.delete("/v1/workers/" + id);
    }
}

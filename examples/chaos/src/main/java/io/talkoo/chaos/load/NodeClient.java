package io.talkoo.chaos.load;

import com.fasterxml.jackson.databind.ObjectReader;
import io.talkoo.chaos.cluster.Endpoint;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.WorkflowStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The calls that the harness makes, each to one node and once. Thread-safe. */
final class NodeClient {
    static final int OK = 200;
    static final int ACCEPTED = 202;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(6);

    /** Whoever watches waits while others take over from a node that died. */
    private static final Duration WATCH_LIMIT = Duration.ofSeconds(60);

    private static final Duration LIST_LIMIT = Duration.ofSeconds(60);
    private static final ObjectReader STATUS = Json.mapper().readerFor(TaskStatus.class);
    private static final ObjectReader PAGE = Json.mapper().readerFor(TaskPage.class);

    private static final ObjectReader WORKFLOW = Json.mapper().readerFor(WorkflowStatus.class);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    CompletableFuture<HttpResponse<String>> submit(Endpoint node, TaskRequest task) {
        return post(node, "/v1/tasks", write(task));
    }

    CompletableFuture<HttpResponse<String>> submit(Endpoint node, String key, Canvas workflow) {
        return post(node, "/v1/workflows", write(workflow), "Idempotency-Key", key);
    }

    /** A long poll. */
    HttpResponse<String> awaitWorkflow(Endpoint node, String id, Duration wait)
            throws IOException, InterruptedException {
        return get(node, "/v1/workflows/" + id + "?wait=" + wait.toSeconds(), wait.plus(CALL_LIMIT));
    }

    CompletableFuture<HttpResponse<String>> revoke(Endpoint node, String id) {
        return post(node, "/v1/tasks/" + id + "/revoke", "{}");
    }

    CompletableFuture<HttpResponse<String>> schedule(Endpoint node, String name, ScheduleRequest schedule) {
        return send(node, "PUT", schedule(name), write(schedule));
    }

    CompletableFuture<HttpResponse<String>> schedule(Endpoint node, String name) {
        HttpRequest request = HttpRequest.newBuilder(node.resolve(schedule(name)))
                .timeout(CALL_LIMIT)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    /** @param what {@code pause}, {@code resume} or {@code run} */
    CompletableFuture<HttpResponse<String>> steer(Endpoint node, String name, String what) {
        return post(node, schedule(name) + "/" + what, "{}");
    }

    private static String schedule(String name) {
        return "/v1/schedules/" + name;
    }

    private CompletableFuture<HttpResponse<String>> post(Endpoint node, String path, String body, String... headers) {
        return send(node, "POST", path, body, headers);
    }

    private CompletableFuture<HttpResponse<String>> send(
            Endpoint node, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .timeout(CALL_LIMIT)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** A long poll. */
    HttpResponse<String> await(Endpoint node, String id, Duration wait) throws IOException, InterruptedException {
        return get(node, "/v1/tasks/" + id + "?wait=" + wait.toSeconds(), wait.plus(WATCH_LIMIT));
    }

    HttpResponse<String> status(Endpoint node, String id) throws IOException, InterruptedException {
        return get(node, "/v1/tasks/" + id, CALL_LIMIT);
    }

    HttpResponse<String> list(Endpoint node, String query) throws IOException, InterruptedException {
        return get(node, "/v1/tasks?" + query, LIST_LIMIT);
    }

    private HttpResponse<String> get(Endpoint node, String path, Duration limit)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(node.resolve(path)).timeout(limit).build(), BodyHandlers.ofString());
    }

    /** The lines of an event stream, as they come. */
    HttpResponse<Stream<String>> events(Endpoint node, String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/v1/tasks/" + id + "/events"))
                .timeout(WATCH_LIMIT)
                .build();
        return http.send(request, BodyHandlers.ofLines());
    }

    static TaskStatus readStatus(String json) throws IOException {
        return STATUS.readValue(json);
    }

    static WorkflowStatus readWorkflow(String json) throws IOException {
        return WORKFLOW.readValue(json);
    }

    static TaskPage readPage(String json) throws IOException {
        return PAGE.readValue(json);
    }

    private static String write(Object body) {
        try {
            return Json.mapper().writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.talkoo.examples.threenodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskSummary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client of three nodes. What one of them does not acknowledge it asks of the next one, with the same id: should the
 * first one have stored the task all the same, it is the same task. Thread-safe.
 */
final class Client {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final Duration SUBMIT_LIMIT = Duration.ofSeconds(60);
    private static final long AGAIN_AFTER_MILLIS = 500;
    private static final ObjectReader PAGE = Json.mapper().readerFor(TaskPage.class);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private final List<URI> nodes;

    Client(List<URI> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Done once a node has acknowledged the task, which is then on disk. Fails after a minute. */
    CompletableFuture<Void> submit(TaskRequest task) {
        return submit(write(task), System.nanoTime() + SUBMIT_LIMIT.toNanos());
    }

    private CompletableFuture<Void> submit(String task, long deadline) {
        HttpRequest request = HttpRequest.newBuilder(nextNode().resolve("/v1/tasks"))
                .timeout(CALL_LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(task))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .handle(Client::isAcknowledged)
                .thenCompose(yes -> yes ? CompletableFuture.completedFuture(null) : again(task, deadline));
    }

    /** No connection, no answer, "overloaded" and "unavailable" all mean: try again. */
    private static boolean isAcknowledged(HttpResponse<String> answer, Throwable noAnswer) {
        int status = noAnswer == null ? answer.statusCode() : 503;
        return switch (status) {
            case 200, 202 -> true;
            case 429, 503 -> false;
            default -> throw new IllegalStateException("a node refused a task: " + answer.body());
        };
    }

    private CompletableFuture<Void> again(String task, long deadline) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("no node has acknowledged a task for " + SUBMIT_LIMIT.toSeconds() + " s");
        }
        repeats.incrementAndGet();
        return CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS))
                .thenCompose(now -> submit(task, deadline));
    }

    private URI nextNode() {
        return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    }

    /** How often a submit was repeated. */
    int repeats() {
        return repeats.get();
    }

    /** All tasks by their ids, as the first node that answers lists them. */
    Map<String, TaskSummary> tasks() throws IOException, InterruptedException {
        IOException failure = new IOException("there is no node");
        for (URI node : nodes) {
            try {
                return tasks(node);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private Map<String, TaskSummary> tasks(URI node) throws IOException, InterruptedException {
        Map<String, TaskSummary> tasks = new HashMap<>();
        String next = "";
        while (next != null) {
            TaskPage page = page(node.resolve("/v1/tasks?limit=1000" + next));
            page.tasks().forEach(task -> tasks.put(task.id(), task));
            next = page.next() == null ? null : "&cursor=" + page.next();
        }
        return tasks;
    }

    private TaskPage page(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(CALL_LIMIT).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(uri + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return PAGE.readValue(answer.body());
    }

    private static String write(TaskRequest task) {
        try {
            return Json.mapper().writeValueAsString(task);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package io.talkoo.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Clients that watch tasks over HTTP, each one task after the other: by an event stream to its end, by an event stream
 * that they leave early, and by a long poll whose time is over first. Thread-safe.
 */
final class Watchers implements AutoCloseable {
    private static final String DUE_SOON =
            "{\"name\": \"" + Engines.LENGTH + "\", \"args\": [\"x\"], \"countdown\": 1}";
    private static final int ENDS_WITHIN_SECONDS = 30;

    private final URI tasks;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LongAdder rounds = new LongAdder();
    private final Consumer<String> faults;
    private volatile boolean stopped;

    /** @param faults told of every watch that did not go as it should */
    Watchers(URI node, int watchers, Consumer<String> faults) {
        this.tasks = node.resolve("/v1/tasks");
        this.faults = faults;
        for (int i = 0; i < watchers; i++) {
            threads.execute(this::watchOn);
        }
    }

    /** Tasks watched so far. */
    long rounds() {
        return rounds.sum();
    }

    private void watchOn() {
        while (!stopped) {
            try {
                watch();
            } catch (IOException | RuntimeException e) {
                faults.accept(e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void watch() throws IOException, InterruptedException {
        String id = submit();
        readEvents(id, false);
        send(HttpRequest.newBuilder(tasks.resolve("tasks/" + id + "?wait=0.2")));
        readEvents(id, true);
        rounds.increment();
    }

    private String submit() throws IOException, InterruptedException {
        String answer = send(HttpRequest.newBuilder(tasks)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(DUE_SOON)));
        return json.readTree(answer).path("id").asText();
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("got " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** Reads the first event, or all of them up to the one that is final. */
    private void readEvents(String id, boolean all) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(tasks.resolve("tasks/" + id + "/events")).build();
        InputStream stream =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String last = null;
            for (String line = lines.readLine(); line != null && (all || last == null); line = lines.readLine()) {
                last = line.startsWith("data:") ? line : last;
            }
            if (all && (last == null || !last.contains("\"SUCCESS\""))) {
                throw new IOException("the stream of task " + id + " ended with " + last);
            }
        }
    }

    /** Lets each finish the task it watches. */
    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                faults.accept("a watcher did not come to an end");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.talkoo.chaos.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.chaos.cluster.Endpoint;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes and steers schedules, whatever happens to the nodes: each call waits for a clear answer of any node. Calls throw
 * {@link IllegalStateException} for an answer that is not in the contract for them, and
 * {@link java.util.concurrent.CancellationException} once it was given up. Thread-safe.
 */
public final class ScheduleLoad {
    private static final int CREATED = 201;

    private final NodeClient client = new NodeClient();
    private final Insistence insistence;

    public ScheduleLoad(Supplier<List<Endpoint>> endpoints) {
        insistence = new Insistence(new Directory(endpoints));
    }

    /**
     * A run by hand.
     *
     * @param taskId the task that it made
     * @param calls how often it was asked for: as many tasks it may have made, though only one was told
     */
    public record HandRun(String taskId, int calls) {}

    public ScheduleStatus put(String name, ScheduleRequest schedule) {
        return status(node -> client.schedule(node, name, schedule));
    }

    public ScheduleStatus get(String name) {
        return status(node -> client.schedule(node, name));
    }

    public void pause(String name) {
        status(node -> client.steer(node, name, "pause"));
    }

    public ScheduleStatus resume(String name) {
        return status(node -> client.steer(node, name, "resume"));
    }

    public HandRun run(String name) {
        AtomicInteger calls = new AtomicInteger();
        String body = clear(node -> {
            calls.incrementAndGet();
            return client.steer(node, name, "run");
        });
        return new HandRun(read(body, JsonNode.class).path("taskId").textValue(), calls.get());
    }

    private ScheduleStatus status(Function<Endpoint, CompletableFuture<HttpResponse<String>>> call) {
        return read(clear(call), ScheduleStatus.class);
    }

    private String clear(Function<Endpoint, CompletableFuture<HttpResponse<String>>> call) {
        HttpResponse<String> response = insistence.call(call).join().response();
        int status = response.statusCode();
        if (status != NodeClient.OK && status != CREATED && status != NodeClient.ACCEPTED) {
            throw new IllegalStateException(response.uri() + ": " + status + " " + response.body());
        }
        return response.body();
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return Json.mapper().readValue(body, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what has no answer yet. */
    public void giveUp() {
        insistence.giveUp();
    }
}

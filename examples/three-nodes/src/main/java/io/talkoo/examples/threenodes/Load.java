package io.talkoo.examples.threenodes;

import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Tasks that are submitted one after the other at a steady rate, whether or not those before were acknowledged. */
final class Load {
    private final Client client;
    private final AtomicInteger submitted = new AtomicInteger();
    private final Map<String, Instant> acknowledged = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Void>> submits = new ArrayList<>();

    private Load(Client client) {
        this.client = client;
    }

    static Load start(Client client, int tasks, int perSecond) {
        Load load = new Load(client);
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (int i = 0; i < tasks; i++) {
            int photo = i;
            Executor inTime = CompletableFuture.delayedExecutor(i * interval, TimeUnit.NANOSECONDS);
            load.submits.add(CompletableFuture.supplyAsync(() -> load.submit(photo), inTime)
                    .thenCompose(Function.identity()));
        }
        return load;
    }

    private CompletableFuture<Void> submit(int photo) {
        String id = UUID.randomUUID().toString();
        Instant now = Instant.now();
        submitted.incrementAndGet();
        JsonBytes args = JsonBytes.of("[" + photo + "]");
        return client.submit(
                        TaskRequest.named(PhotoTasks.SHRINK).id(id).args(args).build())
                .thenRun(() -> acknowledged.put(id, now));
    }

    int submitted() {
        return submitted.get();
    }

    /** The tasks that a node has acknowledged, and when each was first submitted. */
    Map<String, Instant> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Waits until the first {@code tasks} are acknowledged. Throws what the client does for one that is not. */
    void awaitAcknowledged(int tasks) {
        CompletableFuture.allOf(submits.subList(0, tasks).toArray(CompletableFuture[]::new))
                .join();
    }
}

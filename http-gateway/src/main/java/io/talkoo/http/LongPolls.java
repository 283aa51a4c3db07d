package io.talkoo.http;

import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers that are held back until a task is ready. A server that drains lets all of them go at once. */
final class LongPolls {
    private final TaskGateway gateway;
    private final CompletableFuture<Void> draining = new CompletableFuture<>();

    LongPolls(TaskGateway gateway) {
        this.gateway = gateway;
    }

    CompletionStage<TaskStatus> await(String id, Duration atMost) {
        if (atMost.isZero() || draining.isDone()) {
            return gateway.status(id);
        }
        CompletableFuture<TaskStatus> ready = gateway.await(id, atMost).toCompletableFuture();
        return CompletableFuture.anyOf(ready, draining)
                .thenCompose(first -> ready.isDone() ? ready : gateway.status(id));
    }

    void drain() {
        draining.complete(null);
    }
}

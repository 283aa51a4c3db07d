package io.talkoo.http;

import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers that are held back until a task is ready. A server that drains lets all of them go at once. */
final class LongPolls {
    private final TaskGateway gateway;
    private final Drain drain;

    LongPolls(TaskGateway gateway, Drain drain) {
        this.gateway = gateway;
        this.drain = drain;
    }

    CompletionStage<TaskStatus> await(String id, Duration atMost) {
        if (atMost.isZero() || drain.hasBegun()) {
            return gateway.status(id);
        }
        CompletableFuture<TaskStatus> ready = gateway.await(id, atMost).toCompletableFuture();
        return CompletableFuture.anyOf(ready, drain.begun())
                .thenCompose(first -> ready.isDone() ? ready : gateway.status(id));
    }
}

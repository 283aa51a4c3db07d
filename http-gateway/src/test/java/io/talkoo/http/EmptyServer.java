package io.talkoo.http;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskGateway.Submitted;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A server that takes submits with no engine behind it. */
final class EmptyServer implements AutoCloseable {
    static final int MAX_BODY = 100_000;

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "empty");
    private final GatewayServer server = GatewayServer.startEmpty(
                    system,
                    TalkooSettings.defaults()
                            .with("http.port", 0)
                            .with("http.max-body", MAX_BODY)
                            .http(),
                    EmptyServer::submit)
            .toCompletableFuture()
            .join();

    HttpTester http() {
        return new HttpTester(server.port());
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(5)).toCompletableFuture().join();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    /** Echoes the request, or fails in the way its name says. */
    private static CompletionStage<Submitted> submit(TaskRequest request) {
        return switch (request.name()) {
            case "overloaded" ->
                CompletableFuture.failedFuture(
                        new TalkooException(ProblemType.OVERLOADED, "too much at once; send it again later"));
            case "unavailable" ->
                CompletableFuture.failedFuture(new TalkooException(
                        ProblemType.UNAVAILABLE, "the store did not answer; send the same id again"));
            case "broken" -> throw new IllegalStateException("a secret of the inside");
            default -> CompletableFuture.completedFuture(new Submitted(echo(request), false));
        };
    }

    /** The status of a task of that name, about which nothing else is known. */
    static TaskStatus status(String name) {
        return echo(TaskRequest.named(name).build());
    }

    private static TaskStatus echo(TaskRequest task) {
        String id = task.id() == null ? "00000000-0000-7000-8000-000000000000" : task.id();
        return new TaskStatus(
                id,
                task.name(),
                task.queue() == null ? "default" : task.queue(),
                5,
                task.args() == null ? JsonBytes.EMPTY_ARRAY : task.args(),
                task.kwargs() == null ? JsonBytes.EMPTY_OBJECT : task.kwargs(),
                "PENDING",
                false,
                null,
                null,
                null,
                null,
                0,
                0,
                Instant.EPOCH,
                task.eta(),
                null,
                null,
                null,
                null,
                null,
                id,
                null,
                List.of(),
                task.headers() == null ? Map.of() : task.headers(),
                List.of(),
                null);
    }
}

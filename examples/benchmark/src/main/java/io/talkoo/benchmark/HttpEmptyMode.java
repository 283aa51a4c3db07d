package io.talkoo.benchmark;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.talkoo.config.ActorSystemConfig;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskGateway.Submitted;
import io.talkoo.http.GatewayServer;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
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
import picocli.CommandLine.Command;

/** The same server, JSON and load as {@link HttpMode}, with nothing behind: what HTTP itself costs. */
@Command(name = "http-empty", description = "the same server and JSON with nothing behind")
final class HttpEmptyMode extends HttpLoadMode {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage()) {
            TalkooSettings settings = guarded(options.settings(data));
            ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "empty", ActorSystemConfig.of(settings));
            try {
                GatewayServer server = GatewayServer.startEmpty(system, settings.http(), HttpEmptyMode::answer)
                        .toCompletableFuture()
                        .join();
                load(server.address(), report.put("store", "none"));
                report.put("liveHeapMiB", Meter.liveHeapMiB());
                server.stop(STOP_WITHIN).toCompletableFuture().join();
            } finally {
                system.terminate();
                system.getWhenTerminated().toCompletableFuture().join();
            }
        }
        return true;
    }

    private static CompletionStage<Submitted> answer(TaskRequest request) {
        String id = IDS.generate().toString();
        Instant now = Instant.now();
        return CompletableFuture.completedFuture(new Submitted(
                new TaskStatus(
                        id,
                        request.name(),
                        "default",
                        5,
                        request.args(),
                        JsonBytes.EMPTY_OBJECT,
                        States.PENDING,
                        false,
                        null,
                        null,
                        null,
                        null,
                        0,
                        0,
                        now,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        id,
                        null,
                        List.of(),
                        Map.of(),
                        List.of(),
                        null),
                false));
    }
}

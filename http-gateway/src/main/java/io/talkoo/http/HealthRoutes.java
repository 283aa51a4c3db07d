package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.engine.TaskGateway.Readiness;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What a load balancer or an orchestrator asks a node. */
final class HealthRoutes {
    private static final ObjectWriter WRITER = Json.mapper().writer();

    private final Supplier<Readiness> readiness;

    HealthRoutes(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    /** The process answers; that is all it takes. */
    CompletionStage<HttpResponse> live(Call call) {
        return CompletableFuture.completedFuture(Answers.json(200, WRITER, Map.of("live", true)));
    }

    /** Whether tasks can be accepted and run. */
    CompletionStage<HttpResponse> ready(Call call) {
        Readiness now = readiness.get();
        if (!now.ready()) {
            throw new TalkooException(ProblemType.UNAVAILABLE, now.reason());
        }
        return CompletableFuture.completedFuture(Answers.json(200, WRITER, Map.of("ready", true)));
    }
}

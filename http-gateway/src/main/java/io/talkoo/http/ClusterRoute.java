package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Who shares the work. */
final class ClusterRoute {
    private static final ObjectWriter STATUS = Json.mapper().writerFor(ClusterStatus.class);

    private final Supplier<ClusterStatus> status;

    ClusterRoute(Supplier<ClusterStatus> status) {
        this.status = status;
    }

    CompletionStage<HttpResponse> cluster(Call call) {
        return CompletableFuture.completedFuture(Answers.json(200, STATUS, status.get()));
    }
}

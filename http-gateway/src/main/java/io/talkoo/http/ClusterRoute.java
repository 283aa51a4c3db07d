package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Who shares the work. */
final class ClusterRoute {
    private static final ObjectWriter STATUS = Json.mapper().writerFor(ClusterStatus.class);

    /** How soon a change is told: the members tell each other of themselves about as often. */
    private static final Duration LOOKS = Duration.ofSeconds(1);

    private final Supplier<ClusterStatus> status;
    private final EventRoute streams;

    ClusterRoute(Supplier<ClusterStatus> status, EventRoute streams) {
        this.status = status;
        this.streams = streams;
    }

    CompletionStage<HttpResponse> cluster(Call call) {
        return CompletableFuture.completedFuture(Answers.json(200, STATUS, status.get()));
    }

    /** The status as it is, and then as it changes, without end. */
    CompletionStage<HttpResponse> events(Call call) {
        Source<ByteString, NotUsed> changes = Source.tick(Duration.ZERO, LOOKS, Done.getInstance())
                .mapMaterializedValue(timer -> NotUsed.getInstance())
                .map(tick -> status.get())
                .dropRepeated()
                .map(ClusterRoute::event);
        return CompletableFuture.completedFuture(streams.response(changes));
    }

    private static ByteString event(ClusterStatus status) {
        return ServerSentEvents.event("cluster", Answers.write(STATUS, status));
    }
}

package io.talkoo.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.config.Reach;
import io.talkoo.engine.ControlGateway;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.QueueStatus;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /v1/queues}. */
final class QueueRoutes {
    private static final ObjectWriter LIST = Json.mapper().writerFor(new TypeReference<List<QueueStatus>>() {});
    private static final ObjectWriter STATUS = Json.mapper().writerFor(QueueStatus.class);
    private static final ObjectWriter PURGED = Json.mapper().writerFor(Purged.class);

    private final ControlGateway control;

    /** The answer to a purge. */
    record Purged(long purged) {}

    QueueRoutes(ControlGateway control) {
        this.control = control;
    }

    CompletionStage<HttpResponse> list(Call call) {
        Reach reach = call.caller().reach();
        return control.queues()
                .thenApply(queues -> Answers.json(
                        200,
                        LIST,
                        queues.stream()
                                .filter(queue -> reach.hasQueue(queue.name()))
                                .toList()));
    }

    CompletionStage<HttpResponse> pause(Call call) {
        JsonBody.requireEmpty(call);
        return control.pause(call.name()).thenApply(queue -> Answers.json(200, STATUS, queue));
    }

    CompletionStage<HttpResponse> resume(Call call) {
        JsonBody.requireEmpty(call);
        return control.resume(call.name()).thenApply(queue -> Answers.json(200, STATUS, queue));
    }

    CompletionStage<HttpResponse> purge(Call call) {
        return control.purge(call.name()).thenApply(count -> Answers.json(200, PURGED, new Purged(count)));
    }
}

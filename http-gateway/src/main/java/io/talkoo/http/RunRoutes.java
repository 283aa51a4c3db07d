package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectReader;
import io.talkoo.engine.WorkerGateway;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /v1/tasks/{id}/runs/{run}}: what workers in other languages tell of a run. */
final class RunRoutes {
    private static final ObjectReader PROGRESS = Json.mapper().readerFor(Progress.class);
    private static final ObjectReader COMPLETE = Json.mapper().readerFor(Complete.class);
    private static final ObjectReader FAIL = Json.mapper().readerFor(Fail.class);
    private static final ObjectReader CANVAS = Json.mapper().readerFor(Canvas.class);

    /** What the error of a worker is called that says nothing of it. */
    private static final String UNNAMED = "Error";

    private final WorkerGateway gateway;
    private final Bounds bounds;

    record Progress(String state, JsonBytes meta) {}

    record Complete(JsonBytes result) {}

    record Fail(Failure error, Boolean retry, Duration countdown) {}

    /** @param traceback as the worker's language writes it */
    record Failure(String type, String message, String traceback) {}

    RunRoutes(WorkerGateway gateway, Bounds bounds) {
        this.gateway = gateway;
        this.bounds = bounds;
    }

    CompletionStage<HttpResponse> progress(Call call) {
        Progress body = JsonBody.read(call, PROGRESS);
        return done(gateway.progress(call.id(), call.name(), body.state(), body.meta()));
    }

    CompletionStage<HttpResponse> complete(Call call) {
        Complete body = JsonBody.read(call, COMPLETE);
        return done(gateway.complete(call.id(), call.name(), body.result() == null ? JsonBytes.NULL : body.result()));
    }

    CompletionStage<HttpResponse> fail(Call call) {
        Fail body = JsonBody.read(call, FAIL);
        require(body.error() != null, "/error", "expected what went wrong, as {type, message, traceback}");
        require(body.countdown() == null || !body.countdown().isNegative(), "/countdown", "expected 0 or more");
        Failure error = body.error();
        String type = error.type() == null || error.type().isBlank() ? UNNAMED : error.type();
        TaskError failure = new TaskError(type, error.message(), error.traceback(), null);
        return done(gateway.fail(call.id(), call.name(), failure, body.retry(), body.countdown()));
    }

    CompletionStage<HttpResponse> replace(Call call) {
        Canvas canvas = JsonBody.read(call, CANVAS);
        bounds.requireCanvas(call.caller(), canvas);
        return done(gateway.replace(call.id(), call.name(), canvas));
    }

    private static void require(boolean fine, String pointer, String detail) {
        if (!fine) {
            throw TalkooException.at(ProblemType.INVALID, pointer, detail);
        }
    }

    private static CompletionStage<HttpResponse> done(CompletionStage<Void> told) {
        return told.thenApply(nothing -> HttpResponse.create().withStatus(204));
    }
}

package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.engine.WorkflowGateway;
import io.talkoo.engine.WorkflowGateway.WorkflowEvent;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.WorkflowPage;
import io.talkoo.protocol.WorkflowStatus;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** {@code /v1/workflows}. */
final class WorkflowRoutes {
    private static final ObjectReader CANVAS = Json.mapper().readerFor(Canvas.class);
    /** What the list takes. */
    static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private static final ObjectWriter PAGE = Json.mapper().writerFor(WorkflowPage.class);
    static final ObjectWriter STATUS = Json.mapper().writerFor(WorkflowStatus.class);

    private final WorkflowGateway gateway;
    private final Bounds bounds;
    private final EventRoute streams;

    WorkflowRoutes(WorkflowGateway gateway, Bounds bounds, EventRoute streams) {
        this.gateway = gateway;
        this.bounds = bounds;
        this.streams = streams;
    }

    CompletionStage<HttpResponse> submit(Call call) {
        Canvas canvas = JsonBody.read(call, CANVAS);
        bounds.requireCanvas(call.caller(), canvas);
        return gateway.submit(canvas, IdempotencyKey.of(call))
                .thenCompose(
                        submitted -> gateway.await(submitted.id(), call.query().waitTime())
                                .thenApply(status -> answer(status, submitted.replayed())));
    }

    private static HttpResponse answer(WorkflowStatus status, boolean replayed) {
        HttpResponse response = Answers.json(status.ready() ? 200 : 202, STATUS, status)
                .addHeader(RawHeader.create("Location", "/v1/workflows/" + status.id()));
        return replayed ? response.addHeader(SubmitRoute.REPLAYED) : response;
    }

    CompletionStage<HttpResponse> list(Call call) {
        int limit = call.query().number("limit", 1, ListRoute.LONGEST_PAGE, ListRoute.DEFAULT_PAGE);
        return gateway.list(call.query().text("cursor"), limit).thenApply(page -> Answers.json(200, PAGE, page));
    }

    CompletionStage<HttpResponse> status(Call call) {
        return gateway.await(call.id(), call.query().waitTime()).thenApply(WorkflowRoutes::ok);
    }

    CompletionStage<HttpResponse> events(Call call) {
        return streams.<WorkflowEvent>events(
                call, gateway::watch, event -> event.status().ready(), ServerSentEvents::status);
    }

    CompletionStage<HttpResponse> revoke(Call call) {
        TaskRoutes.Revoke body = TaskRoutes.revokeBody(call);
        return gateway.revoke(call.id(), Boolean.TRUE.equals(body.terminate()), body.reason())
                .thenApply(WorkflowRoutes::ok);
    }

    private static HttpResponse ok(WorkflowStatus status) {
        return Answers.json(200, STATUS, status);
    }
}

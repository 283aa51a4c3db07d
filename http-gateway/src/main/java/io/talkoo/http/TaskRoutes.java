package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.TaskStatus;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What is asked of, and done to, one task that is there. */
final class TaskRoutes {
    private static final ObjectWriter RESULT = Json.mapper().writerFor(TaskResult.class);
    private static final ObjectReader REVOKE = Json.mapper().readerFor(Revoke.class);

    private final TaskGateway gateway;
    private final LongPolls<TaskStatus> polls;
    private final LongPolls<TaskResult> results;

    /** The body of a revoke; null is absent. */
    record Revoke(Boolean terminate, String reason) {}

    TaskRoutes(TaskGateway gateway, Drain drain) {
        this.gateway = gateway;
        this.polls = new LongPolls<>(gateway::await, drain);
        this.results = new LongPolls<>(gateway::result, drain);
    }

    CompletionStage<HttpResponse> status(Call call) {
        return polls.await(call.id(), call.query().waitTime()).thenApply(task -> status(200, task));
    }

    /** The only place where what is secret is shown. */
    CompletionStage<HttpResponse> result(Call call) {
        return results.await(call.id(), call.query().waitTime()).thenApply(task -> Answers.json(200, RESULT, task));
    }

    CompletionStage<HttpResponse> revoke(Call call) {
        Revoke body = revokeBody(call);
        return gateway.revoke(call.id(), Boolean.TRUE.equals(body.terminate()), body.reason())
                .thenApply(task -> status(200, task));
    }

    static Revoke revokeBody(Call call) {
        return JsonBody.readIfAny(call, REVOKE);
    }

    CompletionStage<HttpResponse> retry(Call call) {
        JsonBody.requireEmpty(call);
        return gateway.retry(call.id()).thenApply(task -> status(task.ready() ? 200 : 202, task));
    }

    CompletionStage<HttpResponse> forget(Call call) {
        return gateway.forget(call.id()).thenApply(done -> HttpResponse.create().withStatus(204));
    }

    private static HttpResponse status(int status, TaskStatus task) {
        return Answers.json(status, SubmitRoute.STATUS, task);
    }
}

package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.engine.TaskGateway.Submitted;
import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskRequests;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** {@code POST /v1/tasks}. */
final class SubmitRoute {
    static final ObjectWriter STATUS = Json.mapper().writerFor(TaskStatus.class);

    private static final ObjectReader REQUEST = Json.mapper().readerFor(TaskRequest.class);
    static final RawHeader REPLAYED = RawHeader.create("Idempotent-Replayed", "true");

    private final BiFunction<Caller, TaskRequest, CompletionStage<Submitted>> submit;
    private final BiFunction<String, Duration, CompletionStage<TaskStatus>> await;

    SubmitRoute(
            BiFunction<Caller, TaskRequest, CompletionStage<Submitted>> submit,
            BiFunction<String, Duration, CompletionStage<TaskStatus>> await) {
        this.submit = submit;
        this.await = await;
    }

    /** One checked request out of {@code utf8}. */
    static TaskRequest parse(byte[] utf8) {
        return TaskRequests.check(JsonBody.<TaskRequest>read(REQUEST, utf8));
    }

    CompletionStage<HttpResponse> submit(Call call) {
        JsonBody.requireType(call, JsonBody.JSON);
        TaskRequest request = IdempotencyKey.apply(call, parse(call.body()));
        Duration wait = call.query().waitTime();
        return submit.apply(call.caller(), request)
                .thenCompose(submitted ->
                        settled(submitted, wait).thenApply(status -> answer(status, submitted.replayed())));
    }

    private CompletionStage<TaskStatus> settled(Submitted submitted, Duration wait) {
        TaskStatus status = submitted.status();
        return status.ready() || wait.isZero()
                ? CompletableFuture.completedFuture(status)
                : await.apply(status.id(), wait);
    }

    private static HttpResponse answer(TaskStatus status, boolean replayed) {
        HttpResponse response = Answers.json(status.ready() ? 200 : 202, STATUS, status)
                .addHeader(RawHeader.create("Location", "/v1/tasks/" + status.id()));
        return replayed ? response.addHeader(REPLAYED) : response;
    }
}

package io.talkoo.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.engine.WorkerGateway;
import io.talkoo.engine.WorkerGateway.RunRef;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequests;
import io.talkoo.protocol.WorkerRegistration;
import io.talkoo.protocol.WorkerRequest;
import io.talkoo.protocol.WorkerRequests;
import io.talkoo.protocol.WorkerRun;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** {@code /v1/workers}: what workers in other languages ask. */
final class WorkerRoutes {
    static final Set<String> POLL = Set.of("wait", "max");

    private static final ObjectReader REQUEST = Json.mapper().readerFor(WorkerRequest.class);
    private static final ObjectWriter REGISTRATION = Json.mapper().writerFor(WorkerRegistration.class);
    private static final ObjectReader BEAT = Json.mapper().readerFor(Beat.class);
    private static final ObjectWriter REVOKED = Json.mapper().writerFor(Revoked.class);
    private static final ObjectWriter RUNS = Json.mapper().writerFor(new TypeReference<List<WorkerRun>>() {});

    private final WorkerGateway gateway;
    private final Bounds bounds;
    private final Drain drain;

    /** The body of a heartbeat; null is absent. */
    record Beat(List<Ref> running) {}

    record Ref(String id, String run) {}

    private record Revoked(List<String> revoked) {}

    WorkerRoutes(WorkerGateway gateway, Bounds bounds, Drain drain) {
        this.gateway = gateway;
        this.bounds = bounds;
        this.drain = drain;
    }

    CompletionStage<HttpResponse> register(Call call) {
        WorkerRequest request = JsonBody.read(call, REQUEST);
        bounds.requireWorker(call.caller(), request);
        return gateway.register(request)
                .thenApply(worker -> Answers.json(201, REGISTRATION, worker)
                        .addHeader(RawHeader.create("Location", "/v1/workers/" + worker.workerId())));
    }

    /** A server that drains keeps nobody waiting. */
    CompletionStage<HttpResponse> poll(Call call) {
        JsonBody.requireEmpty(call);
        int most = call.query().number("max", 1, WorkerRequests.MOST_CONCURRENCY, WorkerRequests.MOST_CONCURRENCY);
        Duration wait = drain.hasBegun() ? Duration.ZERO : call.query().waitTime();
        CompletableFuture<List<WorkerRun>> runs =
                gateway.poll(call.name(), wait, most).toCompletableFuture();
        return CompletableFuture.anyOf(runs, drain.begun())
                .thenCompose(first -> runs.isDone() ? runs : CompletableFuture.completedFuture(List.<WorkerRun>of()))
                .thenApply(handed -> Answers.json(200, RUNS, handed));
    }

    CompletionStage<HttpResponse> heartbeat(Call call) {
        List<Ref> running = JsonBody.<Beat>readIfAny(call, BEAT).running();
        List<RunRef> refs = running == null
                ? List.of()
                : running.stream().map(WorkerRoutes::checked).toList();
        return gateway.heartbeat(call.name(), refs)
                .thenApply(revoked -> Answers.json(200, REVOKED, new Revoked(revoked)));
    }

    private static RunRef checked(Ref ref) {
        if (ref == null || ref.id() == null || ref.run() == null || !TaskRequests.isId(ref.id())) {
            String detail = "expected the id and the run of each task, as the poll brought them, got " + ref;
            throw new TalkooException(ProblemType.INVALID, detail, new Problem.Fault("/running", detail));
        }
        return new RunRef(ref.id().toLowerCase(Locale.ROOT), ref.run());
    }

    CompletionStage<HttpResponse> leave(Call call) {
        return gateway.leave(call.name())
                .thenApply(done -> HttpResponse.create().withStatus(204));
    }
}

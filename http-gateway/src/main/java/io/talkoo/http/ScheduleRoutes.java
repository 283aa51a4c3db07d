package io.talkoo.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.config.Reach;
import io.talkoo.engine.ScheduleGateway;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** {@code /v1/schedules}. */
final class ScheduleRoutes {
    /** What the list takes; without them it is all of the schedules. */
    static final Set<String> PAGE = Set.of("after", "limit");

    private static final int MOST = 1_000_000;
    private static final ObjectReader REQUEST = Json.mapper().readerFor(ScheduleRequest.class);
    private static final ObjectWriter STATUS = Json.mapper().writerFor(ScheduleStatus.class);
    private static final ObjectWriter LIST = Json.mapper().writerFor(new TypeReference<List<ScheduleStatus>>() {});
    private static final ObjectWriter RUN = Json.mapper().writerFor(Run.class);

    private final ScheduleGateway gateway;
    private final Bounds bounds;

    /** The answer to a run by hand. */
    private record Run(String taskId) {}

    ScheduleRoutes(ScheduleGateway gateway, Bounds bounds) {
        this.gateway = gateway;
        this.bounds = bounds;
    }

    CompletionStage<HttpResponse> put(Call call) {
        ScheduleRequest request = JsonBody.read(call, REQUEST);
        return requireBounds(call, request)
                .thenCompose(fine -> gateway.put(call.name(), request))
                .thenApply(put -> put.created()
                        ? Answers.json(201, STATUS, put.status())
                                .addHeader(RawHeader.create("Location", "/v1/schedules/" + call.name()))
                        : ok(put.status()));
    }

    /** Neither what the schedule is to do may be out of bounds, nor what the one does that it would replace. */
    private CompletionStage<Void> requireBounds(Call call, ScheduleRequest request) {
        Reach reach = call.caller().reach();
        if (reach.isEverything()) {
            return CompletableFuture.completedFuture(null);
        }
        bounds.requireTasks(reach, request.task());
        return gateway.get(call.name())
                .thenAccept(replaced -> bounds.requireTasks(reach, replaced.task()))
                .exceptionallyCompose(failure -> Problems.problem(failure).status() == ProblemType.NOT_FOUND.status()
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }

    CompletionStage<HttpResponse> list(Call call) {
        String after = call.query().text("after");
        int limit = call.query().number("limit", 1, MOST, MOST);
        return gateway.list(after == null ? "" : after, limit)
                .thenApply(all -> Answers.json(200, LIST, within(call, all)));
    }

    private List<ScheduleStatus> within(Call call, List<ScheduleStatus> all) {
        Reach reach = call.caller().reach();
        Predicate<TaskRequest> reachable = bounds.within(reach);
        return reach.isEverything()
                ? all
                : all.stream()
                        .filter(schedule -> reachable.test(schedule.task()))
                        .toList();
    }

    CompletionStage<HttpResponse> get(Call call) {
        return gateway.get(call.name()).thenApply(ScheduleRoutes::ok);
    }

    CompletionStage<HttpResponse> delete(Call call) {
        return gateway.delete(call.name())
                .thenApply(done -> HttpResponse.create().withStatus(204));
    }

    CompletionStage<HttpResponse> pause(Call call) {
        JsonBody.requireEmpty(call);
        return gateway.pause(call.name()).thenApply(ScheduleRoutes::ok);
    }

    CompletionStage<HttpResponse> resume(Call call) {
        JsonBody.requireEmpty(call);
        return gateway.resume(call.name()).thenApply(ScheduleRoutes::ok);
    }

    CompletionStage<HttpResponse> run(Call call) {
        JsonBody.requireEmpty(call);
        return gateway.runNow(call.name())
                .thenApply(id ->
                        Answers.json(202, RUN, new Run(id)).addHeader(RawHeader.create("Location", "/v1/tasks/" + id)));
    }

    private static HttpResponse ok(ScheduleStatus status) {
        return Answers.json(200, STATUS, status);
    }
}

package io.talkoo.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.config.Reach;
import io.talkoo.engine.ControlGateway;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.TaskTypeStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /v1/task-types}. */
final class TaskTypeRoutes {
    private static final ObjectWriter LIST = Json.mapper().writerFor(new TypeReference<List<TaskTypeStatus>>() {});
    private static final ObjectWriter STATUS = Json.mapper().writerFor(TaskTypeStatus.class);
    private static final ObjectReader CHANGE = Json.mapper().readerFor(LimitsChange.class);

    private final ControlGateway control;

    TaskTypeRoutes(ControlGateway control) {
        this.control = control;
    }

    CompletionStage<HttpResponse> list(Call call) {
        Reach reach = call.caller().reach();
        return CompletableFuture.completedFuture(Answers.json(
                200,
                LIST,
                control.taskTypes().stream()
                        .filter(type -> reach.hasTask(type.name()))
                        .toList()));
    }

    CompletionStage<HttpResponse> change(Call call) {
        LimitsChange change = JsonBody.read(call, CHANGE);
        return control.changeLimits(call.name(), change).thenApply(type -> Answers.json(200, STATUS, type));
    }
}

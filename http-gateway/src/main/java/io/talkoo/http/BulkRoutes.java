package io.talkoo.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.config.Reach;
import io.talkoo.engine.ControlGateway;
import io.talkoo.protocol.FailureGroup;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.NodeActivity;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskRequests;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What is done to many tasks at once, and what is told of all of them. */
final class BulkRoutes {
    static final Set<String> FAILURES = Set.of("limit");

    private static final ObjectReader REVOKE = Json.mapper().readerFor(RevokeAll.class);
    private static final ObjectReader RETRY = Json.mapper().readerFor(RetryAll.class);
    private static final ObjectWriter REVOKED = Json.mapper().writerFor(Revoked.class);
    private static final ObjectWriter RETRIED = Json.mapper().writerFor(Retried.class);
    private static final ObjectWriter GROUPS = Json.mapper().writerFor(new TypeReference<List<FailureGroup>>() {});
    private static final ObjectWriter NODES = Json.mapper().writerFor(new TypeReference<List<NodeActivity>>() {});
    private static final int MOST_GROUPS = 1000;
    private static final int DEFAULT_GROUPS = 100;

    private final ControlGateway control;

    /** The body of a bulk revoke; null is absent. */
    record RevokeAll(
            String state,
            String name,
            String queue,
            Map<String, String> headers,
            String rootId,
            String errorType,
            Boolean terminate) {}

    /** The body of a bulk re-run; null is absent. */
    record RetryAll(
            String state, String name, String queue, Map<String, String> headers, String rootId, String errorType) {}

    record Revoked(long revoked) {}

    record Retried(long retried) {}

    BulkRoutes(ControlGateway control) {
        this.control = control;
    }

    CompletionStage<HttpResponse> revoke(Call call) {
        RevokeAll body = JsonBody.readIfAny(call, REVOKE);
        TaskFilter filter =
                filter(new RetryAll(body.state, body.name, body.queue, body.headers, body.rootId, body.errorType));
        Bounds.requireFilter(call.caller(), filter);
        return control.revoke(filter, Boolean.TRUE.equals(body.terminate), null)
                .thenApply(count -> Answers.json(200, REVOKED, new Revoked(count)));
    }

    CompletionStage<HttpResponse> retry(Call call) {
        TaskFilter filter = filter(JsonBody.<RetryAll>readIfAny(call, RETRY));
        Bounds.requireFilter(call.caller(), filter);
        return control.retry(filter).thenApply(count -> Answers.json(200, RETRIED, new Retried(count)));
    }

    private static TaskFilter filter(RetryAll body) {
        Map<String, String> headers = body.headers == null ? Map.of() : body.headers;
        if (headers.values().stream().anyMatch(Objects::isNull)) {
            throw TalkooException.at(ProblemType.BAD_REQUEST, "/headers", "expected strings, got null");
        }
        if (body.state != null && !States.isWord(body.state)) {
            throw TalkooException.at(ProblemType.BAD_REQUEST, "/state", "expected " + States.WORDS);
        }
        if (body.queue != null && !TaskRequests.isQueueName(body.queue)) {
            throw TalkooException.at(ProblemType.INVALID, "/queue", "expected " + TaskRequests.QUEUE_NAME);
        }
        if (body.rootId != null && !TaskRequests.isId(body.rootId)) {
            throw TalkooException.at(ProblemType.INVALID, "/rootId", "expected a UUID");
        }
        return TaskFilter.ALL
                .withState(body.state)
                .withName(body.name)
                .withQueue(body.queue)
                .withRootId(body.rootId == null ? null : body.rootId.toLowerCase(Locale.ROOT))
                .withHeaders(headers)
                .withErrorType(body.errorType);
    }

    CompletionStage<HttpResponse> failures(Call call) {
        int limit = call.query().number("limit", 1, MOST_GROUPS, DEFAULT_GROUPS);
        Reach reach = call.caller().reach();
        Bounds.require(reach.queues().isEmpty(), "all queues, which are counted together here; list the tasks");
        return control.failures(limit)
                .thenApply(groups -> Answers.json(
                        200,
                        GROUPS,
                        groups.stream()
                                .filter(group -> reach.hasTask(group.name()))
                                .toList()));
    }

    CompletionStage<HttpResponse> running(Call call) {
        Reach reach = call.caller().reach();
        return control.running()
                .thenApply(nodes -> Answers.json(
                        200,
                        NODES,
                        nodes.stream().map(node -> within(reach, node)).toList()));
    }

    /** How many run is told of all: it says how busy the node is. */
    private static NodeActivity within(Reach reach, NodeActivity node) {
        return new NodeActivity(
                node.node(),
                node.running(),
                node.byQueue().entrySet().stream()
                        .filter(queue -> reach.hasQueue(queue.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                node.tasks().stream()
                        .filter(task -> reach.has(task.name(), task.queue()))
                        .toList());
    }
}

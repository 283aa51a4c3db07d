package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.config.Reach;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskRequests;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code GET /v1/tasks}: the tasks that pass a filter, newest first. */
final class ListRoute {
    static final Set<String> PARAMETERS =
            Set.of("state", "name", "queue", "rootId", "header.*", "errorType", "since", "until", "limit", "cursor");

    private static final ObjectWriter PAGE = Json.mapper().writerFor(TaskPage.class);
    static final int LONGEST_PAGE = 1000;
    static final int DEFAULT_PAGE = 50;

    private final TaskGateway gateway;

    ListRoute(TaskGateway gateway) {
        this.gateway = gateway;
    }

    CompletionStage<HttpResponse> list(Call call) {
        Query query = call.query();
        int limit = query.number("limit", 1, LONGEST_PAGE, DEFAULT_PAGE);
        return gateway.list(filter(query), query.text("cursor"), limit)
                .thenApply(page -> Answers.json(200, PAGE, within(call.caller().reach(), page)));
    }

    /** Leaves out what is out of bounds; the page is shorter then, and the next one may have more. */
    private static TaskPage within(Reach reach, TaskPage page) {
        return reach.isEverything()
                ? page
                : new TaskPage(
                        page.tasks().stream()
                                .filter(task -> reach.has(task.name(), task.queue()))
                                .toList(),
                        page.next());
    }

    private static TaskFilter filter(Query query) {
        require(query, "state", States::isWord, States.WORDS);
        require(query, "queue", TaskRequests::isQueueName, TaskRequests.QUEUE_NAME);
        require(query, "rootId", TaskRequests::isId, "a UUID");
        String rootId = query.text("rootId");
        return new TaskFilter(
                query.text("state"),
                query.text("name"),
                query.text("queue"),
                rootId == null ? null : rootId.toLowerCase(Locale.ROOT),
                query.startingWith("header."),
                query.instant("since"),
                query.instant("until"),
                query.text("errorType"));
    }

    private static void require(Query query, String name, Predicate<String> fine, String expected) {
        String value = query.text(name);
        if (value != null && !fine.test(value)) {
            throw query.unexpected(name, expected);
        }
    }
}

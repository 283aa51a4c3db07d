package io.talkoo.protocol.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.talkoo.protocol.TaskFilter;
import java.util.Map;

/** A {@link TaskFilter} as a query or a body. Not every call takes all of it; what would be passed over is refused. */
final class Filters {
    private Filters() {}

    /** The body of a bulk call. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Bulk(
            String state,
            String name,
            String queue,
            Map<String, String> headers,
            String rootId,
            String errorType,
            Boolean terminate) {}

    /** Adds all of it to the query of a list. */
    static Target query(Target target, TaskFilter filter) {
        Target query = target.with("state", filter.state())
                .with("name", filter.name())
                .with("queue", filter.queue())
                .with("rootId", filter.rootId())
                .with("since", filter.since())
                .with("until", filter.until())
                .with("errorType", filter.errorType());
        for (Map.Entry<String, String> header : filter.headers().entrySet()) {
            query = query.with("header." + header.getKey(), header.getValue());
        }
        return query;
    }

    /** @param terminate null where it is no revoke */
    static Bulk bulk(TaskFilter filter, Boolean terminate) {
        if (filter.since() != null || filter.until() != null) {
            throw new IllegalArgumentException("expected a filter without since and until, got " + filter);
        }
        return new Bulk(
                filter.state(),
                filter.name(),
                filter.queue(),
                filter.headers(),
                filter.rootId(),
                filter.errorType(),
                terminate);
    }

    /** Adds what a stream of events can be filtered by. */
    static Target events(Target target, TaskFilter filter) {
        TaskFilter taken =
                TaskFilter.ALL.withName(filter.name()).withQueue(filter.queue()).withState(filter.state());
        if (!filter.equals(taken)) {
            throw new IllegalArgumentException("expected a filter by name, queue and state alone, got " + filter);
        }
        return query(target, taken);
    }
}

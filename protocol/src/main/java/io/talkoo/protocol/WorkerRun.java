package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One run of a task, as it is handed to a worker in any language. Null is none.
 *
 * @param run fences it: whatever is told of the run names it, and is refused once it is not the current one any more
 * @param map what the run works through, in order; its result is the list
 * @param attempt which of the task's attempts it is, from 1
 * @param retries asked for so far
 * @param deliveries how often the task was handed to a worker, this time included
 * @param timeLimit of this attempt, which the engine keeps
 * @param softTimeLimit of this attempt, which is the worker's to keep
 * @param deadline when {@code timeLimit} ends it
 * @param traceparent W3C's, of the engine's span of this run, where the node is traced; a worker may go on with it
 * @param tracestate W3C's, where there is one
 */
public record WorkerRun(
        String id,
        String run,
        String name,
        JsonBytes args,
        JsonBytes kwargs,
        @JsonInclude(JsonInclude.Include.NON_NULL) Items map,
        String queue,
        int priority,
        int attempt,
        int retries,
        int deliveries,
        Instant eta,
        Instant expiresAt,
        Map<String, String> headers,
        Duration timeLimit,
        Duration softTimeLimit,
        Instant deadline,
        String rootId,
        String parentId,
        String groupId,
        @JsonInclude(JsonInclude.Include.NON_NULL) String traceparent,
        @JsonInclude(JsonInclude.Include.NON_NULL) String tracestate) {
    /** @param kind {@code map}: an item is the first argument; {@code starmap}: a list of them */
    public record Items(String kind, List<JsonBytes> items) {}
}

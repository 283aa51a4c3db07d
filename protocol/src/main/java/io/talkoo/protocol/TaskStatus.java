package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A task as it is seen from outside. The names and meanings are the contract's; lists show a
 * {@link TaskSummary} of it. Where something in arguments, result, meta or headers is secret, there is {@code "***"}.
 *
 * @param state a built-in state (see {@link States}) or a custom word
 * @param ready whether the state is final
 * @param successful null until ready
 * @param meta what the task last reported; kept after the end
 * @param retries retries asked for by the task or its policy, the coming one included
 * @param deliveries how often it was handed to a worker
 * @param waitingFor why a due task cannot run at the moment ({@code task-type}: no node knows its name); else null
 */
public record TaskStatus(
        String id,
        String name,
        String queue,
        int priority,
        JsonBytes args,
        JsonBytes kwargs,
        String state,
        boolean ready,
        Boolean successful,
        JsonBytes result,
        JsonBytes meta,
        TaskError error,
        int retries,
        int deliveries,
        Instant createdAt,
        Instant eta,
        Instant expiresAt,
        Instant startedAt,
        Instant finishedAt,
        String worker,
        String parentId,
        String rootId,
        String groupId,
        List<String> children,
        Map<String, String> headers,
        List<Attempt> attempts,
        @JsonInclude(JsonInclude.Include.NON_NULL) String waitingFor) {

    /** The contract's short form of this task's outcome. */
    public TaskResult toResult() {
        return new TaskResult(id, state, ready, successful, ready ? result : meta, error);
    }
}

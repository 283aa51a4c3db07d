package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A {@link TaskStatus} as lists show it: without arguments, result and tracebacks. */
public record TaskSummary(
        String id,
        String name,
        String queue,
        int priority,
        String state,
        boolean ready,
        Boolean successful,
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

    public static TaskSummary of(TaskStatus task) {
        return new TaskSummary(
                task.id(),
                task.name(),
                task.queue(),
                task.priority(),
                task.state(),
                task.ready(),
                task.successful(),
                task.meta(),
                task.error() == null ? null : task.error().withoutTraceback(),
                task.retries(),
                task.deliveries(),
                task.createdAt(),
                task.eta(),
                task.expiresAt(),
                task.startedAt(),
                task.finishedAt(),
                task.worker(),
                task.parentId(),
                task.rootId(),
                task.groupId(),
                task.children(),
                task.headers(),
                task.attempts().stream().map(TaskSummary::withoutTraceback).toList(),
                task.waitingFor());
    }

    private static Attempt withoutTraceback(Attempt attempt) {
        return attempt.error() == null
                ? attempt
                : new Attempt(
                        attempt.number(),
                        attempt.startedAt(),
                        attempt.finishedAt(),
                        attempt.worker(),
                        attempt.outcome(),
                        attempt.error().withoutTraceback());
    }
}

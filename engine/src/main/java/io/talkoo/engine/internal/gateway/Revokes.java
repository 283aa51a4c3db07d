package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskReply;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Revokes tasks, and with a task that was replaced what has taken its place: nobody waits for that any more. Stages fail
 * with UNAVAILABLE when an owner does not answer; the same call again does the rest. Thread-safe.
 */
public final class Revokes {
    private static final int AT_A_TIME = 256;

    private final Questions questions;
    private final TaskQueries queries;

    Revokes(Questions questions, TaskQueries queries) {
        this.questions = questions;
        this.queries = queries;
    }

    /**
     * How to revoke.
     *
     * @param terminate whether a running task is interrupted
     * @param waitingOnly leaves a task that runs as it is
     */
    public record Order(boolean terminate, String reason, boolean waitingOnly) {}

    /** Revokes a task. The reply is that of its owner, a refusal too. */
    public CompletionStage<TaskReply> revoke(String id, Order order) {
        return questions.ask(command(id, order)).thenCompose(reply -> replacement(reply, id, order));
    }

    /** As {@link #revoke}, but asks an owner again that cannot answer just now. */
    CompletionStage<TaskReply> insist(String id, Order order) {
        return questions.insist(command(id, order)).thenCompose(reply -> replacement(reply, id, order));
    }

    private LongFunction<TaskCommand> command(String id, Order order) {
        return call -> new TaskCommand.Revoke(
                id, order.terminate(), order.reason(), call, questions.receiver(call), order.waitingOnly());
    }

    private CompletionStage<TaskReply> replacement(TaskReply reply, String id, Order order) {
        return isOfReplaced(reply)
                ? found(id)
                        .thenCompose(rows -> each(Replacement.fromItsEnd(id, rows), order))
                        .thenApply(done -> reply)
                : CompletableFuture.completedStage(reply);
    }

    private static boolean isOfReplaced(TaskReply reply) {
        return reply instanceof TaskReply.Current current
                && current.task().phase() == Phase.REVOKED
                && current.task().replacement() != null;
    }

    /** All rows that the task's children lead to: those that take its place among them. */
    private CompletionStage<Map<String, TaskRecord>> found(String id) {
        return queries.children(id, Integer.MAX_VALUE)
                .thenCompose(children -> following(children, id, new HashMap<>()));
    }

    private CompletionStage<Map<String, TaskRecord>> following(
            Collection<String> ids, String end, Map<String, TaskRecord> found) {
        return queries.read(ids).thenCompose(rows -> {
            rows.forEach(row -> found.put(row.task().id(), row.task()));
            Set<String> next = rows.stream()
                    .flatMap(row -> row.task().spec().flow().next().stream())
                    .map(Flow.Next::id)
                    .filter(follower -> !follower.equals(end) && !found.containsKey(follower))
                    .collect(Collectors.toSet());
            return next.isEmpty() ? CompletableFuture.completedStage(found) : following(next, end, found);
        });
    }

    /** Revokes wave by wave, each once the one before it is revoked. */
    CompletionStage<?> each(List<List<String>> waves, Order order) {
        CompletionStage<?> all = CompletableFuture.completedStage(null);
        for (List<String> wave : waves) {
            for (int from = 0; from < wave.size(); from += AT_A_TIME) {
                List<String> some = wave.subList(from, Math.min(wave.size(), from + AT_A_TIME));
                all = all.thenCompose(done -> together(some, order));
            }
        }
        return all;
    }

    private CompletionStage<?> together(List<String> ids, Order order) {
        return CompletableFuture.allOf(
                ids.stream().map(id -> insist(id, order).toCompletableFuture()).toArray(CompletableFuture[]::new));
    }
}

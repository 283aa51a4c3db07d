package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.store.QueueTable;
import io.talkoo.engine.internal.store.QueueTable.Place;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskFilter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The same asked of many tasks, a page of them at a time. Each of them is asked for itself, so it is as durable, and as
 * safe from a run that begins just then, as if it alone were meant. What is stored after the call is left alone.
 * Thread-safe.
 */
public final class Bulk {
    /** So many tasks are asked at once. */
    private static final int PAGE = 1000;

    /** Clocks of nodes may be so far apart: what was stored before the call is not to be missed. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(1);

    private final Questions questions;
    private final TaskQueries queries;
    private final QueueTable queues;
    private final Clock clock;

    public Bulk(Questions questions, TaskQueries queries, QueueTable queues, Clock clock) {
        this.questions = questions;
        this.queries = queries;
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * What is asked.
     *
     * @param question asked of the task with an id
     * @param changed whether the task was changed by it
     */
    private record Request(Function<String, CompletionStage<TaskReply>> question, Predicate<TaskRecord> changed) {}

    /** Some ids, and how to get at the next ones; null if there are none. */
    private record Page(List<String> ids, Next next) {}

    private interface Next {
        CompletionStage<Page> page();
    }

    /** Revokes; completes with how many tasks are REVOKED now that were not before. */
    public CompletionStage<Long> revoke(TaskFilter filter, boolean terminate, String reason) {
        return each(openPage(withoutLater(filter), null), revoking(new Revokes.Order(terminate, reason, false)));
    }

    /** Revokes what waits in a queue, and leaves what runs; completes with how many tasks that were. */
    public CompletionStage<Long> purge(String queue) {
        return each(waitingPage(queue, Place.FIRST, now()), revoking(new Revokes.Order(false, "purged", true)));
    }

    private Request revoking(Revokes.Order order) {
        return new Request(id -> questions.revokes().insist(id, order), task -> task.phase() == Phase.REVOKED);
    }

    /** Runs again what failed, or what is in the state that the filter asks for; completes with how many tasks that are. */
    public CompletionStage<Long> retry(TaskFilter filter) {
        TaskFilter failed = filter.state() == null ? filter.withState(States.FAILURE) : filter;
        return each(rerunnablePage(withoutLater(failed), null), new Request(this::rerun, task -> !task.ready()));
    }

    private CompletionStage<TaskReply> rerun(String id) {
        return questions.insist(call -> new TaskCommand.Rerun(id, call, questions.receiver(call)));
    }

    private Instant now() {
        return clock.instant().plus(CLOCKS_APART);
    }

    private TaskFilter withoutLater(TaskFilter filter) {
        Instant now = now();
        return filter.until() != null && filter.until().isBefore(now) ? filter : filter.withUntil(now);
    }

    private CompletionStage<Page> openPage(TaskFilter filter, String cursor) {
        return queries.openIds(filter, cursor, PAGE)
                .thenApply(found ->
                        new Page(found.ids(), found.next() == null ? null : () -> openPage(filter, found.next())));
    }

    private CompletionStage<Page> rerunnablePage(TaskFilter filter, String cursor) {
        return queries.rerunnableIds(filter, cursor, PAGE)
                .thenApply(found -> new Page(
                        found.ids(), found.next() == null ? null : () -> rerunnablePage(filter, found.next())));
    }

    private CompletionStage<Page> waitingPage(String queue, Place after, Instant until) {
        return queues.waiting(queue, after, until, PAGE)
                .thenApply(found -> new Page(
                        found.ids(), found.next() == null ? null : () -> waitingPage(queue, found.next(), until)));
    }

    private CompletionStage<Long> each(CompletionStage<Page> first, Request request) {
        return first.thenCompose(page -> {
            CompletionStage<Long> changed = all(page.ids, request);
            return page.next == null
                    ? changed
                    : changed.thenCompose(
                            count -> each(page.next.page(), request).thenApply(others -> count + others));
        });
    }

    private static CompletionStage<Long> all(List<String> ids, Request request) {
        List<CompletableFuture<Boolean>> asked = ids.stream()
                .map(id -> request.question
                        .apply(id)
                        .thenApply(reply -> isChanged(reply, request))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> asked.stream().filter(CompletableFuture::join).count());
    }

    private static boolean isChanged(TaskReply reply, Request request) {
        return reply instanceof TaskReply.Current current && request.changed.test(current.task());
    }
}

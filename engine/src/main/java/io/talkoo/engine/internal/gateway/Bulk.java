package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.store.QueueTable;
import io.talkoo.engine.internal.store.QueueTable.Place;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The same asked of many tasks, a page of them at a time. Each of them is asked for itself, so it is as durable, and as
 * safe from a run that begins just then, as if it alone were meant. What is stored after the call is left alone.
 * Thread-safe.
 */
public final class Bulk {
    /** So many tasks are asked at once. */
    private static final int PAGE = 1000;

    private static final int TRIES = 4;
    private static final long TRY_AGAIN_AFTER_MILLIS = 250;

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
     * @param then the phase of a task that was changed by it
     */
    private record Request(Command command, Phase then) {}

    /** Makes the command for a task, under the number of its call. */
    private interface Command {
        TaskCommand of(String id, long call);
    }

    /** Some ids, and how to get at the next ones; null if there are none. */
    private record Page(List<String> ids, Next next) {}

    private interface Next {
        CompletionStage<Page> page();
    }

    /** Revokes; completes with how many tasks are REVOKED now that were not before. */
    public CompletionStage<Long> revoke(TaskFilter filter, boolean terminate, String reason) {
        return each(
                openPage(withoutLater(filter), null),
                (id, call) -> new TaskCommand.Revoke(id, terminate, reason, call, questions.receiver(call)),
                Phase.REVOKED);
    }

    /** Revokes what waits in a queue, and leaves what runs; completes with how many tasks that were. */
    public CompletionStage<Long> purge(String queue) {
        return each(
                waitingPage(queue, Place.FIRST, now()),
                (id, call) -> new TaskCommand.Revoke(id, false, "purged", call, questions.receiver(call), true),
                Phase.REVOKED);
    }

    /** Runs again what failed, or what is in the state that the filter asks for; completes with how many tasks that are. */
    public CompletionStage<Long> retry(TaskFilter filter) {
        TaskFilter failed = filter.state() == null ? filter.withState(States.FAILURE) : filter;
        return each(
                rerunnablePage(withoutLater(failed), null),
                (id, call) -> new TaskCommand.Rerun(id, call, questions.receiver(call)),
                Phase.PENDING);
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

    private CompletionStage<Long> each(CompletionStage<Page> first, Command command, Phase then) {
        return each(first, new Request(command, then));
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

    private CompletionStage<Long> all(List<String> ids, Request request) {
        List<CompletableFuture<Boolean>> asked = ids.stream()
                .map(id -> ask(id, request, TRIES).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> asked.stream().filter(CompletableFuture::join).count());
    }

    /** Whether the task has changed. One that moves to another node just now is asked again. */
    private CompletionStage<Boolean> ask(String id, Request request, int tries) {
        return questions
                .ask(call -> request.command.of(id, call))
                .handle((reply, failure) -> {
                    if (failure == null && !isPassing(reply)) {
                        return CompletableFuture.completedStage(isChanged(reply, request.then));
                    }
                    return tries > 1 ? later(() -> ask(id, request, tries - 1)) : Bulk.<Boolean>unavailable();
                })
                .thenCompose(Function.identity());
    }

    private static <T> CompletionStage<T> later(Supplier<CompletionStage<T>> again) {
        return CompletableFuture.supplyAsync(
                        again, CompletableFuture.delayedExecutor(TRY_AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS))
                .thenCompose(Function.identity());
    }

    private static boolean isPassing(TaskReply reply) {
        return reply instanceof TaskReply.Interrupted
                || reply instanceof TaskReply.Refused refused
                        && (refused.type() == ProblemType.UNAVAILABLE || refused.type() == ProblemType.OVERLOADED);
    }

    private static boolean isChanged(TaskReply reply, Phase then) {
        return reply instanceof TaskReply.Current current && current.task().phase() == then;
    }

    private static <T> CompletionStage<T> unavailable() {
        return CompletableFuture.failedStage(new TalkooException(
                ProblemType.UNAVAILABLE,
                "Some of the tasks' owners did not answer in time, the others have done it; send the same again."));
    }
}

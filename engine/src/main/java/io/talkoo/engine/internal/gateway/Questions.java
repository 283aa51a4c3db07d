package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.EventId;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Asks tasks' owners, wherever they are, and goes on asking while an owner is lost. A refusal completes a stage with a
 * {@link TalkooException}. Thread-safe.
 */
public final class Questions {
    private static final int TRIES = 4;
    private static final Executor LATER = CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS);

    private final ActorRef<TalkooMessage> tasks;
    private final Calls calls;
    private final TaskQueries queries;
    private final InboxTasks inbox;
    private final Duration timeout;
    private final Revokes revokes;

    /** @param timeout after which a question without an answer is UNAVAILABLE */
    public Questions(
            ActorRef<TalkooMessage> tasks, Calls calls, TaskQueries queries, InboxTasks inbox, Duration timeout) {
        this.tasks = tasks;
        this.calls = calls;
        this.queries = queries;
        this.inbox = inbox;
        this.timeout = timeout;
        this.revokes = new Revokes(this, queries);
    }

    /** Tells the task's owner a command made for the number of this call, and hands on its answer. */
    public CompletableFuture<TaskReply> ask(LongFunction<TaskCommand> command) {
        long call = calls.next();
        CompletableFuture<TaskReply> reply = calls.expect(call, timeout);
        tasks.tell(command.apply(call));
        return reply;
    }

    /** As {@link #ask}, but asks a task again that moves to another node just now. Fails with UNAVAILABLE if that takes long. */
    CompletionStage<TaskReply> insist(LongFunction<TaskCommand> command) {
        return insist(command, TRIES);
    }

    private CompletionStage<TaskReply> insist(LongFunction<TaskCommand> command, int tries) {
        return ask(command)
                .handle((reply, failure) -> {
                    if (failure == null && !isPassing(reply)) {
                        return CompletableFuture.completedStage(reply);
                    }
                    return tries > 1
                            ? CompletableFuture.supplyAsync(() -> insist(command, tries - 1), LATER)
                                    .thenCompose(Function.identity())
                            : CompletableFuture.<TaskReply>failedStage(unavailable());
                })
                .thenCompose(Function.identity());
    }

    private static boolean isPassing(TaskReply reply) {
        return reply instanceof TaskReply.Interrupted
                || reply instanceof TaskReply.Refused refused
                        && (refused.type() == ProblemType.UNAVAILABLE || refused.type() == ProblemType.OVERLOADED);
    }

    private static TalkooException unavailable() {
        return new TalkooException(
                ProblemType.UNAVAILABLE,
                "Some of the tasks' owners did not answer in time, the others have done it; send the same again.");
    }

    /** Revokes tasks, and what has taken their place. */
    public Revokes revokes() {
        return revokes;
    }

    /** Who the answer to {@code call} is to be sent to. */
    public ActorRef<TaskReply> receiver(long call) {
        return calls.receiver(call);
    }

    /** The task that a reply tells of; throws what it was refused for. */
    public static TaskRecord record(TaskReply reply) {
        if (reply instanceof TaskReply.Current current) {
            return current.task();
        }
        throw refusal(reply);
    }

    public static TalkooException refusal(TaskReply reply) {
        if (reply instanceof TaskReply.Refused refused) {
            return new TalkooException(refused.type(), refused.detail());
        }
        throw new IllegalStateException("unexpected reply " + reply.getClass().getSimpleName());
    }

    /**
     * The task as it is. While it has no owner, as for the seconds after its node was lost, the row tells. A task that
     * nobody knows may have been submitted in another transaction a moment ago.
     */
    public CompletionStage<TaskRecord> current(String id) {
        return orFromInbox(() -> fromOwner(id))
                .exceptionallyCompose(failure -> Failures.refusal(failure) == ProblemType.UNAVAILABLE
                        ? fromRow(id, failure)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<TaskRecord> orFromInbox(Supplier<CompletionStage<TaskRecord>> question) {
        return question.get()
                .exceptionallyCompose(failure -> Failures.refusal(failure) == ProblemType.NOT_FOUND
                        ? inbox.lookAnew().thenCompose(done -> question.get())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<TaskRecord> fromOwner(String id) {
        return ask(call -> new TaskCommand.Get(id, call, receiver(call))).thenApply(Questions::record);
    }

    private CompletionStage<TaskRecord> fromRow(String id, Throwable otherwise) {
        return queries.read(id).thenApply(row -> row.map(StoredTask::task).orElseThrow(() -> asIs(otherwise)));
    }

    private static CompletionException asIs(Throwable failure) {
        return failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    /** The task once it is ready, however long that takes. */
    public CompletionStage<TaskRecord> ready(String id) {
        return orFromInbox(() -> ready(id, calls.next()).thenApply(Questions::record));
    }

    /** The task once it is ready, or as it is after {@code atMost}. */
    public CompletionStage<TaskRecord> ready(String id, Duration atMost) {
        return orFromInbox(() -> readyWithin(id, atMost));
    }

    private CompletionStage<TaskRecord> readyWithin(String id, Duration atMost) {
        long call = calls.next();
        return ready(id, call)
                .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(Questions::record)
                .exceptionallyCompose(failure -> {
                    if (!(Failures.cause(failure) instanceof TimeoutException)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    drop(id, call);
                    return current(id);
                });
    }

    private CompletableFuture<TaskReply> ready(String id, long call) {
        CompletableFuture<TaskReply> ready =
                calls.expect(call, new Repetition(again -> await(id, again), dropped -> unwatch(id, dropped)));
        await(id, call);
        return ready;
    }

    /** Has {@code call} answered once the task is ready. */
    public void await(String id, long call) {
        tasks.tell(new TaskCommand.Await(id, call, receiver(call)));
    }

    private void drop(String id, long call) {
        calls.drop(call);
        unwatch(id, call);
    }

    private void unwatch(String id, long call) {
        tasks.tell(new TaskCommand.Unwatch(id, call));
    }

    /**
     * Tells {@code listener} every change, and the task as it is first unless {@code after} is the present state. Run what
     * is returned to end it.
     *
     * @param after null is from the start
     */
    public Runnable follow(String id, EventId after, Consumer<TaskReply.Changed> listener) {
        long call = calls.next();
        LastSeen last = new LastSeen(after);
        calls.expectChanges(
                call,
                changed -> {
                    last.seen = changed.event();
                    listener.accept(changed);
                },
                refused -> {},
                new Repetition(
                        again -> tasks.tell(new TaskCommand.Watch(id, last.seen, again, receiver(again))),
                        dropped -> unwatch(id, dropped)));
        tasks.tell(new TaskCommand.Watch(id, after, call, receiver(call)));
        return () -> drop(id, call);
    }

    /** Where a watch stands; written and read by the one actor that receives its changes. */
    private static final class LastSeen {
        private volatile EventId seen;

        private LastSeen(EventId seen) {
            this.seen = seen;
        }
    }
}

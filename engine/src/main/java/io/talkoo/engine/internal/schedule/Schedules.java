package io.talkoo.engine.internal.schedule;

import io.opentelemetry.context.Context;
import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.canvas.WorkflowPlans;
import io.talkoo.engine.internal.gateway.Spawner;
import io.talkoo.engine.internal.gateway.Specs;
import io.talkoo.engine.internal.gateway.UnattendedTasks;
import io.talkoo.engine.internal.store.RevisionConflictException;
import io.talkoo.engine.internal.store.ScheduleRow;
import io.talkoo.engine.internal.store.ScheduleTable;
import io.talkoo.engine.internal.store.StoreUnavailableException;
import io.talkoo.engine.internal.store.StoredSchedule;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.trace.Submission;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleRequests;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Changes schedules: each call reads a row, and writes it at the revision it had; if somebody else was quicker, all of it
 * is done again. Refusals are {@link TalkooException}s, thrown or in the stage. Thread-safe.
 */
public final class Schedules {
    private static final int MOST_TRIES = 20;

    private final ScheduleTable table;
    private final Specs specs;
    private final WorkflowPlans plans;
    private final UnattendedTasks tasks;
    private final Tracing tracing;
    private final Clock clock;
    private final Executor executor;
    private final ActorRef<ScheduleMessage> ticker;

    private Schedules(
            Ticker.Environment environment,
            Specs specs,
            WorkflowPlans plans,
            Executor executor,
            ActorRef<ScheduleMessage> ticker) {
        this.table = environment.schedules();
        this.specs = specs;
        this.plans = plans;
        this.tasks = environment.tasks();
        this.tracing = environment.tracing();
        this.clock = environment.clock();
        this.executor = executor;
        this.ticker = ticker;
    }

    /**
     * Starts the node's {@link Ticker}.
     *
     * @param executor for what follows an answer of the store
     */
    public static Schedules start(
            Ticker.Environment environment, Specs specs, WorkflowPlans plans, Spawner spawner, Executor executor) {
        ActorRef<ScheduleMessage> ticker = spawner.spawn(Ticker.create(environment), "talkoo-ticker");
        return new Schedules(environment, specs, plans, executor, ticker);
    }

    /** Does now what the clock says is due. */
    public void look() {
        ticker.tell(new ScheduleMessage.Look());
    }

    /** @param created whether there was none of that name */
    public record Put(ScheduleRow schedule, boolean created) {}

    /** What is to become of a schedule, and the tasks that are made with it. */
    private record Change(ScheduleRow row, Submission tasks) {
        static Change to(ScheduleRow row) {
            return new Change(row, Submission.NONE);
        }
    }

    /** Makes a schedule, or gives one another timing and task; its history is kept. Fails with INVALID and the like. */
    public CompletionStage<Put> put(String name, ScheduleRequest request) {
        ScheduleRequest checked = check(name, request);
        return put(checked, name, row -> checked.enabled());
    }

    /** As {@link #put}, but one that is there stays paused if it is; one that is there alike is left as it is. */
    public CompletionStage<Put> declare(String name, ScheduleRequest request) {
        return put(
                check(name, request), name, row -> row.map(ScheduleRow::enabled).orElse(true));
    }

    private ScheduleRequest check(String name, ScheduleRequest request) {
        ScheduleRequests.checkName(name);
        ScheduleRequest checked = ScheduleRequests.check(request);
        if (Timing.of(checked, now()).after(now()) == null) {
            throw Timing.refusal("/cron", "expected times that come, got \"" + checked.cron() + "\"");
        }
        checkTask(checked.task());
        return checked;
    }

    /** Says where in the body of the schedule its task is wrong. */
    private void checkTask(TaskRequest task) {
        try {
            specs.of(task, null);
            plans.checkCallbacks(task);
            specs.checkNotUnique(task.name(), "overlap is how a schedule says it");
        } catch (TalkooException e) {
            Problem.Fault[] faults = e.problem().errors().stream()
                    .map(fault -> new Problem.Fault("/task" + fault.pointer(), fault.detail()))
                    .toArray(Problem.Fault[]::new);
            throw new TalkooException(e.type(), e.getMessage(), faults);
        }
    }

    /** @param enabled of the row that there is */
    private CompletionStage<Put> put(ScheduleRequest request, String name, Predicate<Optional<ScheduleRow>> enabled) {
        return again(() -> table.find(name)
                        .thenComposeAsync(
                                found -> put(request, name, found, enabled.test(found.map(StoredSchedule::schedule))),
                                executor))
                .whenComplete((done, failure) -> look());
    }

    private CompletionStage<Put> put(
            ScheduleRequest request, String name, Optional<StoredSchedule> found, boolean enabled) {
        if (found.isPresent()) {
            ScheduleRow changed = asked(found.get().schedule(), request, enabled);
            return write(found.get(), Change.to(changed)).thenApply(row -> new Put(row, false));
        }
        ScheduleRow fresh = asked(new ScheduleRow(name, null, null, null, null, null, 0), request, enabled);
        // Counted from the time, so that no write meant for a deleted schedule of that name fits.
        return table.insert(fresh, now().toEpochMilli()).thenApply(done -> new Put(fresh, true));
    }

    /** The schedule with that request; one that ticked before goes on in its step where the timing is the same. */
    private ScheduleRow asked(ScheduleRow before, ScheduleRequest request, boolean on) {
        ScheduleRequest stored = withoutEnabled(request);
        Instant anchor = isTimedAs(before.request(), stored) ? before.anchor() : now();
        ScheduleRow asking = before.asking(stored, anchor, null);
        if (!on) {
            return asking;
        }
        return anchor.equals(before.anchor()) && before.enabled()
                ? asking.withNext(before.nextAt())
                : asking.withNext(next(asking));
    }

    private static ScheduleRequest withoutEnabled(ScheduleRequest request) {
        return new ScheduleRequest(
                request.cron(),
                request.timezone(),
                request.every(),
                request.task(),
                null,
                request.overlap(),
                request.misfire());
    }

    private static boolean isTimedAs(ScheduleRequest before, ScheduleRequest after) {
        return before != null
                && Objects.equals(before.cron(), after.cron())
                && Objects.equals(before.timezone(), after.timezone())
                && Objects.equals(before.every(), after.every());
    }

    /** The first tick from now on that did not come yet, even if the clock was set back meanwhile. */
    private Instant next(ScheduleRow schedule) {
        Instant last = schedule.lastRunAt();
        Instant from = last == null || last.isBefore(now()) ? now() : last;
        return Timing.of(schedule.request(), schedule.anchor()).after(from);
    }

    /** The schedule of that name. Fails with NOT_FOUND. */
    public CompletionStage<ScheduleRow> find(String name) {
        return again(() -> stored(name).thenApply(StoredSchedule::schedule));
    }

    /**
     * Schedules by name.
     *
     * @param after a name; empty is from the first one
     */
    public CompletionStage<List<ScheduleRow>> list(String after, int limit) {
        return again(() -> table.list(after, limit)
                .thenApply(all -> all.stream().map(StoredSchedule::schedule).toList()));
    }

    /** It ticks no more until it is resumed. Fails with NOT_FOUND. */
    public CompletionStage<ScheduleRow> pause(String name) {
        return change(name, row -> Change.to(row.withNext(null)));
    }

    /** It ticks again; what it did not do meanwhile stays undone. Fails with NOT_FOUND. */
    public CompletionStage<ScheduleRow> resume(String name) {
        return change(name, row -> Change.to(row.enabled() ? row : row.withNext(next(row))));
    }

    /** Makes its task now, paused or not. Fails with NOT_FOUND. */
    public CompletionStage<ScheduleRow> runNow(String name) {
        Context caller = tracing.caller();
        return change(name, row -> {
            TaskRecord task = Firing.task(row, specs.newId(), tasks);
            return new Change(row.ran(1, now(), task.id()), tracing.submit(List.of(task), caller));
        });
    }

    /** Deletes it; the tasks that it made stay. Fails with NOT_FOUND. */
    public CompletionStage<Void> delete(String name) {
        return again(() -> stored(name)
                .thenCompose(found -> table.delete(name, found.revision() + 1))
                .thenApply(done -> null));
    }

    private CompletionStage<ScheduleRow> change(String name, Function<ScheduleRow, Change> change) {
        return again(() ->
                        stored(name).thenComposeAsync(found -> write(found, change.apply(found.schedule())), executor))
                .whenComplete((done, failure) -> look());
    }

    private CompletionStage<StoredSchedule> stored(String name) {
        return table.find(name)
                .thenApply(found -> found.orElseThrow(
                        () -> new TalkooException(ProblemType.NOT_FOUND, "There is no schedule \"" + name + "\".")));
    }

    private CompletionStage<ScheduleRow> write(StoredSchedule found, Change change) {
        return change.row().equals(found.schedule())
                ? CompletableFuture.completedStage(found.schedule())
                : table.save(change.row(), found.revision() + 1, change.tasks().tasks())
                        .thenApply(done -> {
                            change.tasks().stored();
                            return change.row();
                        });
    }

    private static <T> CompletionStage<T> again(Supplier<CompletionStage<T>> call) {
        return again(call, MOST_TRIES);
    }

    private static <T> CompletionStage<T> again(Supplier<CompletionStage<T>> call, int tries) {
        return call.get().exceptionallyCompose(failure -> {
            Throwable cause = Failures.cause(failure);
            if (cause instanceof RevisionConflictException && tries > 1) {
                return again(call, tries - 1);
            }
            return CompletableFuture.failedStage(refusal(cause));
        });
    }

    private static Throwable refusal(Throwable cause) {
        return cause instanceof StoreUnavailableException || cause instanceof RevisionConflictException
                ? new TalkooException(
                        ProblemType.UNAVAILABLE,
                        "The store could not be reached; whether the schedule was changed is not known.")
                : cause;
    }

    private Instant now() {
        return clock.instant();
    }
}

package io.talkoo.engine;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.gateway.TaskView;
import io.talkoo.engine.internal.schedule.Schedules;
import io.talkoo.engine.internal.store.ScheduleRow;
import io.talkoo.protocol.Misfire;
import io.talkoo.protocol.Overlap;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TalkooException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The way into the engine for schedules. Every method answers at once with a stage; a refusal completes it with a
 * {@link TalkooException}. Continuations run on the engine's threads and must not block. Thread-safe.
 */
public final class ScheduleGateway {
    private final Schedules schedules;
    private final TaskView view;
    private final Supplier<TaskGateway.Readiness> readiness;

    /**
     * A schedule is stored.
     *
     * @param created whether there was none of that name
     */
    public record Put(ScheduleStatus status, boolean created) {}

    ScheduleGateway(Schedules schedules, TaskView view, Supplier<TaskGateway.Readiness> readiness) {
        this.schedules = schedules;
        this.view = view;
        this.readiness = readiness;
    }

    /**
     * Makes a schedule, or replaces what one does and when; its history is kept, and so is its step where the timing is
     * the same. Fails with BAD_REQUEST, INVALID, UNKNOWN_TASK or BAD_ARGUMENTS for what the caller got wrong.
     *
     * @param name 1 to 128 of {@code A-Za-z0-9._:-}
     */
    public CompletionStage<Put> put(String name, ScheduleRequest request) {
        return guarded(() -> schedules.put(name, request))
                .thenApply(put -> new Put(status(put.schedule()), put.created()));
    }

    /** As {@link #put} for what stands in the code: a schedule that is there stays paused if it is. */
    CompletionStage<Put> declare(String name, ScheduleRequest request) {
        return guarded(() -> schedules.declare(name, request))
                .thenApply(put -> new Put(status(put.schedule()), put.created()));
    }

    /** The schedule of that name. Fails with NOT_FOUND. */
    public CompletionStage<ScheduleStatus> get(String name) {
        return schedules.find(name).thenApply(this::status);
    }

    /**
     * Schedules in the order of their names.
     *
     * @param after a name, of which the list begins with the next one; empty is from the first one
     * @param limit most schedules of the list
     */
    public CompletionStage<List<ScheduleStatus>> list(String after, int limit) {
        return schedules
                .list(after, limit)
                .thenApply(all -> all.stream().map(this::status).toList());
    }

    /** Keeps it from ticking until it is resumed. Fails with NOT_FOUND. */
    public CompletionStage<ScheduleStatus> pause(String name) {
        return guarded(() -> schedules.pause(name)).thenApply(this::status);
    }

    /** Lets it tick again; ticks of the pause are not made up for. Fails with NOT_FOUND. */
    public CompletionStage<ScheduleStatus> resume(String name) {
        return guarded(() -> schedules.resume(name)).thenApply(this::status);
    }

    /** Makes its task now, paused or not, besides its ticks; answers with the task's id. Fails with NOT_FOUND. */
    public CompletionStage<String> runNow(String name) {
        return guarded(() -> schedules.runNow(name)).thenApply(ScheduleRow::lastTaskId);
    }

    /** Deletes it; tasks that it made stay. Fails with NOT_FOUND. */
    public CompletionStage<Void> delete(String name) {
        return guarded(() -> schedules.delete(name));
    }

    private <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call) {
        return Failures.staged(() -> {
            readiness.get().require();
            return call.get();
        });
    }

    private ScheduleStatus status(ScheduleRow row) {
        ScheduleRequest request = row.request();
        return new ScheduleStatus(
                row.name(),
                request.cron(),
                request.timezone(),
                request.every(),
                view.request(request.task()),
                row.enabled(),
                Overlap.of(request.overlap()),
                Misfire.of(request.misfire()),
                row.nextAt(),
                row.lastRunAt(),
                row.lastTaskId(),
                row.runs());
    }
}

package io.talkoo.engine;

import io.talkoo.protocol.Misfire;
import io.talkoo.protocol.Overlap;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.time.ZoneId;

/**
 * When a task is to be made again and again, for {@link Schedules#put}:
 *
 * <pre>{@code
 * Schedule.cron("0 3 * * *").zone(ZoneId.of("Europe/Helsinki")).task(engine.task(Reports::nightly).s())
 * }</pre>
 *
 * <p>Immutable: every method answers with another one.
 */
public final class Schedule {
    private final ScheduleRequest request;

    private Schedule(ScheduleRequest request) {
        this.request = request;
    }

    /** By the calendar: five fields (minute, hour, day of month, month, day of week), or six with seconds first. In UTC. */
    public static Schedule cron(String expression) {
        return new Schedule(new ScheduleRequest(expression, null, null, null, null, null, null));
    }

    /** At a fixed distance, the first time so long after it was made. At least 10 ms. */
    public static Schedule every(Duration interval) {
        return new Schedule(new ScheduleRequest(null, null, interval, null, null, null, null));
    }

    /** The same by the clock of that time zone. */
    public Schedule zone(ZoneId zone) {
        return new Schedule(new ScheduleRequest(
                request.cron(),
                zone.getId(),
                request.every(),
                request.task(),
                request.enabled(),
                request.overlap(),
                request.misfire()));
    }

    /**
     * The same, making that task at each tick. Its {@code countdown} and {@code expires} count from when it is made. Throws
     * {@link IllegalArgumentException} for a workflow: have a task submit it.
     */
    public Schedule task(Signature<?> call) {
        TaskRequest task = call.canvas().task();
        if (task == null) {
            throw new IllegalArgumentException("expected one task, got a workflow: schedule a task that submits it");
        }
        return task(task.toBuilder().immutable(false).build());
    }

    /** The same, making that task at each tick, in the words of the contract. */
    public Schedule task(TaskRequest task) {
        return with(task, request.enabled(), request.overlap(), request.misfire());
    }

    /** The same with another answer to a tick while the task of the last one is not ready; default ALLOW. */
    public Schedule overlap(Overlap policy) {
        return with(request.task(), request.enabled(), policy.word(), request.misfire());
    }

    /** The same with another answer to ticks that were missed while no node was up; default RUN_ONCE. */
    public Schedule misfire(Misfire policy) {
        return with(request.task(), request.enabled(), request.overlap(), policy.word());
    }

    /** The same, paused from the start. */
    public Schedule paused() {
        return with(request.task(), false, request.overlap(), request.misfire());
    }

    private Schedule with(TaskRequest task, Boolean enabled, String overlap, String misfire) {
        return new Schedule(new ScheduleRequest(
                request.cron(), request.timezone(), request.every(), task, enabled, overlap, misfire));
    }

    /** It in the words of the contract. */
    public ScheduleRequest request() {
        return request;
    }
}

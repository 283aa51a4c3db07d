package io.talkoo.engine.internal.store;

import io.talkoo.protocol.ScheduleRequest;
import java.time.Instant;

/**
 * All that is known of a schedule. Immutable.
 *
 * @param request what was asked for, checked, with its defaults; its {@code enabled} says nothing here
 * @param anchor where an interval counts from
 * @param nextAt the first tick that was not worked through; null while it is paused
 * @param lastRunAt the last tick that made a task, or when it was last run by hand; null before the first
 * @param lastTaskId the task made then
 * @param runs tasks made so far
 */
public record ScheduleRow(
        String name,
        ScheduleRequest request,
        Instant anchor,
        Instant nextAt,
        Instant lastRunAt,
        String lastTaskId,
        long runs) {

    /** The same history with another task or timing. */
    public ScheduleRow asking(ScheduleRequest other, Instant itsAnchor, Instant next) {
        return new ScheduleRow(name, other, itsAnchor, next, lastRunAt, lastTaskId, runs);
    }

    /** The same, whose next tick is {@code next}; null pauses it. */
    public ScheduleRow withNext(Instant next) {
        return asking(request, anchor, next);
    }

    /** It has made {@code tasks}, the last one at {@code at}. */
    public ScheduleRow ran(int tasks, Instant at, String lastId) {
        return new ScheduleRow(name, request, anchor, nextAt, at, lastId, runs + tasks);
    }

    public boolean enabled() {
        return nextAt != null;
    }
}

package io.talkoo.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * A schedule as it is seen from outside. The names and meanings are the contract's.
 *
 * @param cron null where it has an interval
 * @param timezone whose clock {@code cron} goes by; null where it has an interval
 * @param every null where it has a cron expression
 * @param enabled whether it is not paused
 * @param nextRunAt the next tick; null while it is paused
 * @param lastRunAt the last tick that made a task, or when it was last run by hand; null before the first
 * @param lastTaskId the task made then
 * @param runs tasks made so far
 */
public record ScheduleStatus(
        String name,
        String cron,
        String timezone,
        Duration every,
        TaskRequest task,
        boolean enabled,
        Overlap overlap,
        Misfire misfire,
        Instant nextRunAt,
        Instant lastRunAt,
        String lastTaskId,
        long runs) {}

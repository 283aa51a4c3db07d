package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * When a task is to be made again and again, as the contract words it. {@code null} means absent; {@code task} and one of
 * {@code cron} and {@code every} are required.
 *
 * @param cron five fields (minute, hour, day of month, month, day of week), or six with seconds first
 * @param timezone whose clock {@code cron} goes by, such as {@code Europe/Helsinki}; null is UTC
 * @param every the time from one tick to the next; the first is so long after the schedule was made
 * @param task what each tick submits; neither {@code id} nor {@code parentId}
 * @param enabled false makes it paused; null is true
 * @param overlap a word of {@link Overlap}; null is {@code allow}
 * @param misfire a word of {@link Misfire}; null is {@code run-once}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleRequest(
        String cron,
        String timezone,
        Duration every,
        TaskRequest task,
        Boolean enabled,
        String overlap,
        String misfire) {}

package io.talkoo.engine.internal.schedule;

import io.talkoo.engine.internal.store.DueSchedule;
import java.time.Instant;
import java.util.List;

/** What is said to a {@link Ticker}. Nothing of it leaves its node. */
public sealed interface ScheduleMessage {
    /** Something may be due: a schedule was changed, or the clock was moved. */
    record Look() implements ScheduleMessage {}

    /** @param nextAt when the next of those ticks that are not due; null if none does */
    record Found(List<DueSchedule> due, Instant nextAt) implements ScheduleMessage {}

    /**
     * @param more whether others are due that were not worked through
     * @param nextAt when to look again at the latest; null if nothing is known to tick
     */
    record Worked(boolean more, Instant nextAt) implements ScheduleMessage {}

    /** The store could not be read or written. */
    record Failed(Throwable cause) implements ScheduleMessage {}
}

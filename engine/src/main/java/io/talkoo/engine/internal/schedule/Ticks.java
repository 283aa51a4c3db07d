package io.talkoo.engine.internal.schedule;

import io.talkoo.protocol.Misfire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The ticks of a schedule that are due.
 *
 * @param due those that make a task, the earliest first
 * @param next the first one behind them, in the past perhaps; null when there is none any more
 */
record Ticks(List<Instant> due, Instant next) {
    /** Most ticks of a schedule that are worked through at once, and most that are made up for. */
    static final int MOST = 1000;

    /**
     * @param first the first tick that was not worked through
     * @param misfire what is done about those before {@code missedBefore}
     * @param missedBefore ticks from then on are late at the most
     */
    static Ticks until(Instant now, Timing timing, Instant first, Misfire misfire, Instant missedBefore) {
        List<Instant> due = new ArrayList<>();
        Instant tick = first;
        if (tick.isBefore(missedBefore)) {
            tick = makeUp(timing, tick, misfire, missedBefore, due);
        }
        while (tick != null && !tick.isAfter(now) && due.size() < MOST) {
            due.add(tick);
            tick = timing.after(tick);
        }
        return new Ticks(due, tick);
    }

    /** Returns the first tick that was not missed. */
    private static Instant makeUp(
            Timing timing, Instant first, Misfire misfire, Instant missedBefore, List<Instant> due) {
        int most = switch (misfire) {
            case SKIP -> 0;
            case RUN_ONCE -> 1;
            case RUN_ALL -> MOST;
        };
        Instant tick = first;
        while (due.size() < most && tick != null && tick.isBefore(missedBefore)) {
            due.add(tick);
            tick = timing.after(tick);
        }
        return tick != null && tick.isBefore(missedBefore) ? timing.after(missedBefore.minusMillis(1)) : tick;
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * When a {@link Worker} has to look next: one timer for all its queues, whatever waits in them. Belongs to one Worker;
 * not thread-safe.
 */
final class Agenda {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    /** It is time to look. */
    record Tick() implements TalkooMessage {}

    private final TimerScheduler<TalkooMessage> timers;
    private final Clock clock;
    private final Duration sweepInterval;
    private Instant nextSweep;
    private Instant nextExpiry;
    private Instant nextTick;

    Agenda(TimerScheduler<TalkooMessage> timers, Clock clock, Duration sweepInterval) {
        this.timers = timers;
        this.clock = clock;
        this.sweepInterval = sweepInterval;
        this.nextExpiry = clock.instant();
    }

    Instant now() {
        return clock.instant();
    }

    Duration sweepInterval() {
        return sweepInterval;
    }

    void expiresAt(Instant instant) {
        if (instant != null) {
            nextExpiry = earlier(nextExpiry, instant);
            wakeAt(nextExpiry);
        }
    }

    /** Whether a task may have expired; the next expiry has to be told anew then. */
    boolean takeExpiry(Instant now) {
        boolean due = nextExpiry != null && !nextExpiry.isAfter(now);
        if (due) {
            nextExpiry = null;
        }
        return due;
    }

    /** Whether the sweep is due; the next one is an interval from now then. */
    boolean takeSweep(Instant now) {
        boolean clockWentBack = nextSweep != null && nextSweep.isAfter(now.plus(sweepInterval));
        boolean due = nextSweep == null || clockWentBack || !nextSweep.isAfter(now);
        if (due) {
            nextSweep = now.plus(sweepInterval);
        }
        return due;
    }

    void ticked() {
        nextTick = null;
    }

    /** Makes sure that a tick comes no later than the sweep, the next expiry and {@code due}, which may be null. */
    void wakeAt(Instant due) {
        Instant next = earlier(earlier(nextSweep, nextExpiry), due);
        if (next != null && (nextTick == null || next.isBefore(nextTick))) {
            nextTick = next;
            Duration wait = Duration.between(now(), next);
            timers.startSingleTimer(new Tick(), wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
        }
    }

    /** The earlier of the two; null is never. */
    static Instant earlier(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}

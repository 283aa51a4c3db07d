package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.limit.LaneGrant;
import io.talkoo.engine.internal.limit.LaneReport;

/**
 * What a limited lane may start: it was granted that, and tells the limiter what it has and wants. A start is used when a
 * task is handed out. Where only runs at once are limited, the end of a task makes another start of it. Belongs to one
 * Worker; not thread-safe.
 */
final class LaneStarts {
    /** Tasks in memory that starts are asked for at once. */
    private static final int MOST_NEEDED = 256;

    private int starts;
    private int underWay;

    /** How many were used since the last tick. */
    private int lately;

    /** Others wait for what this lane has, or it is more than it may have. */
    private boolean scarce;

    /** Starts that are not to be used any more, and that the limiter has not been told of. */
    private int givenUp;

    /** Of the limits under which the starts were granted. */
    private long revision;

    private int toldHeld;
    private int toldNeeded;

    long revision() {
        return revision;
    }

    boolean any() {
        return starts > 0;
    }

    void use() {
        starts--;
        underWay++;
        lately++;
    }

    /** Was handed out by a Worker before this one, or without having been limited: it may be more than the limits allow. */
    void tookOver() {
        underWay++;
        scarce = true;
    }

    /** @param reusable whether only runs at once are limited */
    void ended(boolean reusable) {
        boolean known = underWay + starts <= toldHeld;
        underWay--;
        if (reusable && known && !scarce) {
            starts++;
        }
    }

    /** It will not begin. Its start is asked for anew, since that may have been granted under other limits. */
    void notBegun(boolean hasStart) {
        underWay--;
        givenUp += hasStart ? 1 : 0;
        scarce = true;
    }

    /**
     * @param by revision of the limits that allow it
     * @param latest that of the limits which hold
     */
    void granted(LaneGrant grant, long by, long latest) {
        if (by < latest) {
            givenUp += grant.starts();
            return;
        }
        under(by);
        starts += grant.starts();
        toldHeld += grant.starts();
        toldNeeded = Math.max(0, toldNeeded - grant.starts());
        scarce |= grant.scarce();
    }

    /** Nothing is started any more before the limiter has granted it anew. */
    void giveUp() {
        givenUp += starts;
        starts = 0;
        scarce = true;
    }

    /** The limiter has answered; it says anew where others wait. Parameters as in {@link #granted}. */
    void answered(long by, long latest) {
        if (by >= latest) {
            under(by);
            scarce = false;
        }
    }

    private void under(long limitsRevision) {
        if (limitsRevision > revision) {
            givenUp += starts;
            starts = 0;
            revision = limitsRevision;
        }
    }

    /** A new limiter knows nothing of what another one granted, and nobody knows what it will say. */
    void forgetStarts() {
        starts = 0;
        givenUp = 0;
        toldHeld = 0;
        toldNeeded = 0;
        scarce = true;
    }

    private int needed(int waiting) {
        return Math.max(0, Math.min(waiting, MOST_NEEDED) - starts);
    }

    /** Whether somebody, here or elsewhere, waits for what would be told. */
    boolean isUrgent(int waiting) {
        int needed = needed(waiting);
        return needed > toldNeeded || (scarce || needed > 0) && underWay + starts < toldHeld;
    }

    /** Whether there is something to tell at the next tick. */
    boolean isNews(int waiting) {
        return lately > 0
                || starts > 0
                || givenUp > 0
                || underWay + starts != toldHeld
                || needed(waiting) != toldNeeded;
    }

    /** Whether the limiter knows of the lane, or has to be told. */
    boolean isKnown() {
        return starts > 0 || givenUp > 0 || toldHeld > 0 || toldNeeded > 0;
    }

    /** Whether nothing has to be known of the lane any more. */
    boolean isDone() {
        return underWay == 0 && !isKnown();
    }

    /** Gives up what will not be used soon, and says the rest. */
    LaneReport report(LaneWindow lane, int waiting, boolean tick) {
        int soon = scarce ? 0 : lately;
        int returned = tick || scarce ? Math.max(0, starts - (idle(tick) ? 0 : waiting) - soon) : 0;
        starts -= returned;
        returned += givenUp;
        givenUp = 0;
        toldHeld = underWay + starts;
        toldNeeded = needed(waiting);
        int ahead = Math.max(0, 2 * soon - starts);
        if (tick) {
            lately = 0;
        }
        return new LaneReport(lane.queue, lane.lane, toldHeld, returned, toldNeeded, ahead);
    }

    /** Starts that were not used for a tick though tasks wait: something else holds these up. */
    private boolean idle(boolean tick) {
        return tick && lately == 0;
    }
}

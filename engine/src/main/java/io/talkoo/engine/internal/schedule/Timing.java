package io.talkoo.engine.internal.schedule;

import io.talkoo.protocol.Nearest;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.TalkooException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/** When a schedule ticks. Pure and immutable. */
public sealed interface Timing permits CronTiming, IntervalTiming {
    /** The first tick after {@code instant}, in whole milliseconds; null when there is none any more. */
    Instant after(Instant instant);

    /**
     * The timing that a checked request asks for. Throws {@link TalkooException} (INVALID) for a cron expression or a time
     * zone that makes no sense.
     *
     * @param anchor where an interval counts from
     */
    static Timing of(ScheduleRequest request, Instant anchor) {
        ZoneId zone = request.timezone() == null ? null : zone(request.timezone());
        return request.every() == null
                ? CronTiming.of(request.cron(), zone)
                : new IntervalTiming(anchor, request.every());
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw refusal(
                    "/timezone",
                    "expected a time zone such as Europe/Helsinki, got \"" + text + "\""
                            + Nearest.hint(text, ZoneId.getAvailableZoneIds()));
        }
    }

    /** What is wrong in a request, and where. */
    static TalkooException refusal(String pointer, String detail) {
        return TalkooException.at(ProblemType.INVALID, pointer, detail);
    }
}

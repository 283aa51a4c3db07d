package io.talkoo.engine.internal.schedule;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Ticks by the calendar and the clock of a time zone. What falls into an hour that the clock skips comes once, right
 * after; what falls into an hour that it shows twice comes once, the first time.
 *
 * <p>The library is asked for times on the clock's face alone, on which there are no such hours; what they mean in the
 * zone is decided here.
 */
record CronTiming(ExecutionTime times, ZoneId zone) implements Timing {
    private static final int FIELDS = 5;
    private static final CronDefinition MINUTES = fields(CronDefinitionBuilder.defineCron());
    private static final CronDefinition SECONDS = fields(CronDefinitionBuilder.defineCron()
            .withSeconds()
            .withValidRange(0, 59)
            .withStrictRange()
            .and());

    private static CronDefinition fields(CronDefinitionBuilder builder) {
        return builder.withMinutes()
                .withValidRange(0, 59)
                .withStrictRange()
                .and()
                .withHours()
                .withValidRange(0, 23)
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withValidRange(1, 31)
                .supportsL()
                .supportsW()
                .supportsLW()
                .withStrictRange()
                .and()
                .withMonth()
                .withValidRange(1, 12)
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .supportsHash()
                .supportsL()
                .withStrictRange()
                .and()
                .instance();
    }

    static CronTiming of(String cron, ZoneId zone) {
        String text = cron.strip();
        int fields = text.isEmpty() ? 0 : text.split("\\s+").length;
        if (fields != FIELDS && fields != FIELDS + 1) {
            throw Timing.refusal(
                    "/cron",
                    "expected five fields (minute, hour, day of month, month, day of week), or six with seconds first,"
                            + " got " + fields);
        }
        try {
            CronParser parser = new CronParser(fields == FIELDS ? MINUTES : SECONDS);
            return new CronTiming(ExecutionTime.forCron(parser.parse(text).validate()), zone);
        } catch (IllegalArgumentException e) {
            throw Timing.refusal("/cron", "expected a cron expression, got \"" + cron + "\": " + e.getMessage());
        }
    }

    @Override
    public Instant after(Instant instant) {
        return nextFace(face(instant)).map(this::instant).orElse(null);
    }

    /** The latest time on the clock's face that lies behind us at {@code instant}. */
    private LocalDateTime face(Instant instant) {
        LocalDateTime face = LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS);
        ZoneOffsetTransition transition = zone.getRules().getTransition(face);
        boolean secondTime = transition != null && transition.isOverlap() && !instant.isBefore(transition.getInstant());
        return secondTime ? transition.getDateTimeBefore().minusSeconds(1) : face;
    }

    private Optional<LocalDateTime> nextFace(LocalDateTime face) {
        return times.nextExecution(face.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    private Instant instant(LocalDateTime face) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(face);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : face.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}

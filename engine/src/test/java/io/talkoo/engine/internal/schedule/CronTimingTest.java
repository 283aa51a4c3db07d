package io.talkoo.engine.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.protocol.TalkooException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTimingTest {
    private static final String HELSINKI = "Europe/Helsinki";

    private static Timing cron(String expression, String zone) {
        return CronTiming.of(expression, ZoneId.of(zone));
    }

    /** The next ticks, as the zone's clock shows them with its offset. */
    private static List<String> ticks(String expression, String zone, String from, int count) {
        Timing timing = cron(expression, zone);
        List<String> ticks = new ArrayList<>();
        Instant at = Instant.parse(from);
        for (int i = 0; i < count; i++) {
            at = timing.after(at);
            ticks.add(at.atZone(ZoneId.of(zone)).toOffsetDateTime().toString());
        }
        return ticks;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */5 * * * *      | 2026-01-01T00:05 | 2026-01-01T00:10
            0 3 * * *        | 2026-01-01T03:00 | 2026-01-02T03:00
            5/15 * * * *     | 2026-01-01T00:05 | 2026-01-01T00:20
            0,30 9-10 * * *  | 2026-01-01T09:00 | 2026-01-01T09:30
            0 0 1 JAN *      | 2027-01-01T00:00 | 2028-01-01T00:00
            0 0 29 2 *       | 2028-02-29T00:00 | 2032-02-29T00:00
            0 0 31 * *       | 2026-01-31T00:00 | 2026-03-31T00:00
            0 0 * * 0        | 2026-01-04T00:00 | 2026-01-11T00:00
            0 0 * * 7        | 2026-01-04T00:00 | 2026-01-11T00:00
            0 0 * * sun      | 2026-01-04T00:00 | 2026-01-11T00:00
            30 8 * * MON-FRI | 2026-01-01T08:30 | 2026-01-02T08:30
            0 0 * * 1,3      | 2026-01-05T00:00 | 2026-01-07T00:00
            0 0 L * *        | 2026-01-31T00:00 | 2026-02-28T00:00
            0 0 LW * *       | 2026-01-30T00:00 | 2026-02-27T00:00
            0 0 15W * *      | 2026-01-15T00:00 | 2026-02-16T00:00
            0 0 * * 5#2      | 2026-01-09T00:00 | 2026-02-13T00:00
            0 0 * * 5L       | 2026-01-30T00:00 | 2026-02-27T00:00
            0 0 13 * 5       | 2026-01-02T00:00 | 2026-01-09T00:00
            0 0 0 * * *      | 2026-01-02T00:00 | 2026-01-03T00:00
            """)
    void fieldsMeanWhatCronSays(String expression, LocalDateTime first, LocalDateTime second) {
        assertThat(ticks(expression, "UTC", "2026-01-01T00:00:00Z", 2)).containsExactly(first + "Z", second + "Z");
    }

    @Test
    void aDayOfMonthAndADayOfWeekAreEitherOfThem() {
        assertThat(ticks("0 0 13 * 5", "UTC", "2026-01-10T00:00:00Z", 3))
                .containsExactly("2026-01-13T00:00Z", "2026-01-16T00:00Z", "2026-01-23T00:00Z");
    }

    @Test
    void sixFieldsBeginWithSeconds() {
        assertThat(ticks("*/20 * * * * *", "UTC", "2026-01-01T00:00:30.250Z", 2))
                .containsExactly("2026-01-01T00:00:40Z", "2026-01-01T00:01Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "* * * *",
                "* * * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "a b c d e",
                "59-50 * * * *",
                "@daily",
                "1-70 * * * *",
                "* * * * MOO",
                "- * * * *",
                "0 0 ? * ?",
                "99999999999 * * * *",
                "1, * * * *",
                "/ * * * *"
            })
    void whatIsNoCronExpressionIsRefusedWithItsPlace(String expression) {
        assertThatThrownBy(() -> cron(expression, "UTC"))
                .isInstanceOfSatisfying(
                        TalkooException.class,
                        refusal -> assertThat(refusal.problem().errors().get(0).pointer())
                                .isEqualTo("/cron"));
    }

    @Test
    void aDayThatNeverComesHasNoTick() {
        assertThat(cron("0 0 30 2 *", "UTC").after(Instant.EPOCH)).isNull();
    }

    @Test
    void aTickInTheSkippedHourComesOnceRightAfter() {
        assertThat(ticks("30 3 * * *", HELSINKI, "2026-03-28T00:00:00Z", 3))
                .containsExactly("2026-03-28T03:30+02:00", "2026-03-29T04:00+03:00", "2026-03-30T03:30+03:00");
    }

    @Test
    void manyTicksInTheSkippedHourComeAsOne() {
        assertThat(ticks("*/20 * * * *", HELSINKI, "2026-03-29T00:39:00Z", 3))
                .containsExactly("2026-03-29T02:40+02:00", "2026-03-29T04:00+03:00", "2026-03-29T04:20+03:00");
    }

    @Test
    void aTickInTheDoubledHourComesOnceTheFirstTime() {
        assertThat(ticks("30 3 * * *", HELSINKI, "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T03:30+03:00", "2026-10-26T03:30+02:00");
    }

    @Test
    void theDoubledHourHasItsTicksOnce() {
        assertThat(ticks("*/30 * * * *", HELSINKI, "2026-10-25T00:00:00Z", 3))
                .containsExactly("2026-10-25T03:30+03:00", "2026-10-25T04:00+02:00", "2026-10-25T04:30+02:00");
    }

    @Test
    void nothingComesDuringTheSecondTimeOfTheDoubledHour() {
        assertThat(ticks("*/30 * * * *", HELSINKI, "2026-10-25T01:10:00Z", 1))
                .containsExactly("2026-10-25T04:00+02:00");
    }

    @Test
    void aClockThatChangesByHalfAnHourOrSkipsADayIsUnderstood() {
        assertThat(ticks("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00Z", 1))
                .containsExactly("2026-10-04T02:30+11:00");
        assertThat(ticks("0 12 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z", 3))
                .containsExactly("2011-12-29T12:00-10:00", "2011-12-31T00:00+14:00", "2011-12-31T12:00+14:00");
    }

    /** Told apart by walking over the clock minute by minute, which needs no rule at all. */
    @Test
    void ticksAreThoseOfTheClockOnceEachOverYearsOfChanges() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> zones = List.of(HELSINKI, "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC");
        for (int round = 0; round < 12; round++) {
            String zone = zones.get(random.nextInt(zones.size()));
            int minute = random.nextInt(60);
            int step = 1 + random.nextInt(6);
            Instant from = Instant.parse("2023-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(300)));
            Instant to = from.plus(Duration.ofDays(800));
            String expression = minute + " */" + step + " * * *";

            assertThat(all(cron(expression, zone), from, to))
                    .as("seed %d: %s in %s from %s", seed, expression, zone, from)
                    .isEqualTo(walked(minute, step, ZoneId.of(zone), from, to));
        }
    }

    private static List<Instant> all(Timing timing, Instant from, Instant to) {
        List<Instant> ticks = new ArrayList<>();
        for (Instant at = timing.after(from); at.isBefore(to); at = timing.after(at)) {
            ticks.add(at);
        }
        return ticks;
    }

    /** Each time on the clock's face is a tick when it is first shown, or first passed over. */
    private static List<Instant> walked(int minute, int step, ZoneId zone, Instant from, Instant to) {
        List<Instant> ticks = new ArrayList<>();
        LocalDateTime latest = LocalDateTime.ofInstant(from, zone);
        // What is shown a second time at the beginning was shown for the first time before it.
        LocalDateTime before = LocalDateTime.ofInstant(from.minusSeconds(7200), zone);
        latest = before.isAfter(latest) ? before : latest;
        for (Instant at = from.plusSeconds(60); at.isBefore(to); at = at.plusSeconds(60)) {
            LocalDateTime face = LocalDateTime.ofInstant(at, zone);
            boolean ticked = false;
            for (LocalDateTime each = latest.plusMinutes(1); !each.isAfter(face); each = each.plusMinutes(1)) {
                ticked |= each.getMinute() == minute && each.getHour() % step == 0;
            }
            latest = face.isAfter(latest) ? face : latest;
            if (ticked) {
                ticks.add(at);
            }
        }
        return ticks;
    }
}

package io.talkoo.engine.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.Misfire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TicksTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Timing EACH_SECOND = new IntervalTiming(START, Duration.ofSeconds(1));

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    private static Ticks until(double now, Misfire misfire, double missedBefore) {
        return Ticks.until(at(now), EACH_SECOND, at(1), misfire, at(missedBefore));
    }

    @Test
    void anIntervalTicksOnItsGridHoweverLateItIsAsked() {
        Timing timing = new IntervalTiming(START, Duration.ofMillis(300));

        assertThat(timing.after(START)).isEqualTo(at(0.3));
        assertThat(timing.after(at(0.3))).isEqualTo(at(0.6));
        assertThat(timing.after(at(1000.05))).isEqualTo(at(1000.2));
        assertThat(timing.after(at(-5))).isEqualTo(at(0.3));
    }

    @Test
    void anIntervalBetweenMillisecondsKeepsItsPaceAndNeverRepeats() {
        Timing timing = new IntervalTiming(START, Duration.ofNanos(33_333_333));
        Instant tick = START;
        for (int i = 0; i < 30_000; i++) {
            Instant next = timing.after(tick);
            assertThat(next).isAfter(tick);
            tick = next;
        }
        assertThat(Duration.between(at(999.99999), tick).abs()).isLessThan(Duration.ofMillis(2));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOnlyLateIsMadeInAnyCase(Misfire misfire) {
        assertThat(until(3.5, misfire, 0)).isEqualTo(new Ticks(List.of(at(1), at(2), at(3)), at(4)));
    }

    @Test
    void whatWasMissedIsMadeOnceAndWhatIsLateAsWell() {
        assertThat(until(10.5, Misfire.RUN_ONCE, 9)).isEqualTo(new Ticks(List.of(at(1), at(9), at(10)), at(11)));
    }

    @Test
    void whatWasMissedCanBeSkipped() {
        assertThat(until(10.5, Misfire.SKIP, 9)).isEqualTo(new Ticks(List.of(at(9), at(10)), at(11)));
        assertThat(until(10.5, Misfire.SKIP, 10.5)).isEqualTo(new Ticks(List.of(), at(11)));
    }

    @Test
    void whatWasMissedCanBeMadeUpForWholly() {
        assertThat(until(10.5, Misfire.RUN_ALL, 9).due())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 10)
                        .mapToObj(START::plusSeconds)
                        .toList());
    }

    @Test
    void noMoreThanAThousandMissedTicksAreMadeUpForAndTheScheduleGoesOnWithThePresent() {
        Ticks ticks = until(5000.5, Misfire.RUN_ALL, 4990);

        assertThat(ticks.due()).hasSize(1000).last().isEqualTo(at(1000));
        assertThat(ticks.next()).isEqualTo(at(4990));
    }

    @Test
    void moreThanAThousandLateTicksAreWorkedThroughInSeveralTurns() {
        Ticks ticks = until(5000.5, Misfire.RUN_ONCE, 0);

        assertThat(ticks.due()).hasSize(1000);
        assertThat(ticks.next()).isEqualTo(at(1001));
    }

    @Test
    void idsAreThoseOfTheTickAndOfNoOther() {
        assertThat(TickId.of("a", at(1))).isEqualTo(TickId.of("a", at(1)));
        assertThat(TickId.of("a", at(1))).isNotEqualTo(TickId.of("a", at(2))).isNotEqualTo(TickId.of("b", at(1)));
    }
}

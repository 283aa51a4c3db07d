package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private static final Duration TICK = Duration.ofMillis(250);

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final Standstill standstill = new Standstill(now);

    @Test
    void aNodeThatTicksDoesNotStandStill() {
        tick(100);

        assertThat(standstill.isNear(now)).isFalse();
    }

    @Test
    void aGapIsNoticedBeforeTheNextTickAndRememberedForTenSeconds() {
        tick(1);
        now = now.plusSeconds(2);

        assertThat(standstill.isNear(now)).isTrue();
        tick(39);
        assertThat(standstill.isNear(now)).isTrue();
        tick(1);
        assertThat(standstill.isNear(now)).isFalse();
    }

    @Test
    void aClockSetBackIsNoStandstillAndLengthensNone() {
        now = now.plusSeconds(3600);
        assertThat(standstill.isNear(now)).isTrue();

        now = now.minusSeconds(3600);
        tick(40);

        assertThat(standstill.isNear(now)).isFalse();
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            now = now.plus(TICK);
            standstill.ticked(now);
        }
    }
}

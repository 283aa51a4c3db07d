package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"300ms,PT0.3S", "30s,PT30S", "1.5 s,PT1.5S", "5m,PT5M", "24h,PT24H", "7d,PT168H", "0s,PT0S", "-1s,PT-1S"
    })
    void aDurationIsReadWithItsUnit(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0", "s", "5 parsecs", "PT5S", "1.2.3s", "five s"})
    void whatIsNoDurationWithAUnitIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT0.3S,300ms", "PT90S,90s", "PT24H,1d", "PT0.000000001S,1ns", "PT-1S,-1s"})
    void aDurationIsWrittenSoThatItIsReadAsTheSame(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @Test
    void aCenturyIsADuration() {
        assertThat(Durations.parse("36500d")).isEqualTo(Duration.ofDays(36_500));
    }
}

package io.talkoo.http.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.protocol.Expires;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
    @ParameterizedTest
    @CsvSource({"90, PT1M30S", "1.5, PT1.5S", "250ms, PT0.25S", "30s, PT30S", "5m, PT5M", "2h, PT2H", "7d, PT168H"})
    void a_time_has_a_unit_or_is_in_seconds(String text, Duration time) {
        assertThat(new Converters.Span().convert(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1w", "1 h", "1e9", "99999999999"})
    void another_text_is_no_time(String text) {
        assertThatThrownBy(() -> new Converters.Span().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("expected a time such as");
    }

    @Test
    void an_expiry_is_a_time_or_an_instant() {
        Instant instant = Instant.parse("2026-11-20T08:10:00Z");
        assertThat(new Converters.Expiry().convert("10m")).isEqualTo(Expires.after(Duration.ofMinutes(10)));
        assertThat(new Converters.Expiry().convert("2026-11-20T10:10:00+02:00")).isEqualTo(Expires.at(instant));
    }
}

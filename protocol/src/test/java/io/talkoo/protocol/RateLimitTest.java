package io.talkoo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    @ParameterizedTest
    @CsvSource({"10/s, 10, PT1S", "1/m, 1, PT1M", "100/h, 100, PT1H"})
    void whatIsReadIsWrittenTheSame(String text, int count, Duration per) {
        assertThat(RateLimit.parse(text)).isEqualTo(new RateLimit(count, per)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "0/s", "-1/s", "10/d", "10 /s", "1.5/s", "10/minute", "9999999999/s"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> RateLimit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"10/m\"")
                .hasMessageContaining("got \"" + text + "\"");
    }

    @Test
    void itIsATextInJson() throws Exception {
        assertThat(Json.mapper().writeValueAsString(RateLimit.parse("10/m"))).isEqualTo("\"10/m\"");
        assertThat(Json.mapper().readValue("\"10/m\"", RateLimit.class)).isEqualTo(RateLimit.parse("10/m"));
    }
}

package io.talkoo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void aRequestWithEveryFieldIsReadAndWrittenAlike() throws IOException {
        String json = "{\"name\":\"math.add\",\"args\":[4,2],\"kwargs\":{\"c\":1},"
                + "\"id\":\"01936b5e-8f2c-7000-8000-000000000001\",\"queue\":\"mail\",\"priority\":9,\"countdown\":0.5,"
                + "\"eta\":\"2026-11-20T08:10:00.123Z\",\"expires\":60,\"timeLimit\":60,\"softTimeLimit\":45.25,"
                + "\"retry\":{\"maxRetries\":-1,\"delay\":180,\"backoff\":2.0,\"maxDelay\":600,\"jitter\":true},"
                + "\"ignoreResult\":true,\"parentId\":\"01936b5e-8f2c-7000-8000-000000000002\","
                + "\"headers\":{\"tenant\":\"a\"},\"link\":[{}],\"linkError\":[]}";

        TaskRequest request = read(json);

        assertThat(request.countdown()).isEqualTo(Duration.ofMillis(500));
        assertThat(request.eta()).isEqualTo(Instant.parse("2026-11-20T08:10:00.123Z"));
        assertThat(request.expires()).isEqualTo(Expires.after(Duration.ofSeconds(60)));
        assertThat(Json.mapper().writeValueAsString(request)).isEqualTo(json);
        assertThat(request.toBuilder().build()).isEqualTo(request);
    }

    @Test
    void nullMeansAbsent() throws IOException {
        TaskRequest request = read(
                "{\"name\":\"a\",\"args\":null,\"priority\":null,\"eta\":null,\"expires\":null,"
                        + "\"countdown\":null,\"retry\":null,\"ignoreResult\":null,\"headers\":{\"gone\":null,\"kept\":\"b\"}}");

        assertThat(request)
                .isEqualTo(TaskRequest.named("a").headers(Map.of("kept", "b")).build());
    }

    @Test
    void anUnknownFieldIsRefusedWithItsPath() {
        assertThatExceptionOfType(UnrecognizedPropertyException.class)
                .isThrownBy(() -> read("{\"name\":\"a\",\"retry\":{\"maxRetrys\":1}}"))
                .satisfies(e -> assertThat(e.getPath())
                        .extracting(Reference::getFieldName)
                        .containsExactly("retry", "maxRetrys"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":1}                              | name",
                "{\"name\":true}                           | name",
                "{\"name\":[\"a\"]}                        | name",
                "{\"priority\":\"5\"}                      | priority",
                "{\"priority\":\"\"}                       | priority",
                "{\"priority\":5.5}                        | priority",
                "{\"priority\":5.0}                        | priority",
                "{\"priority\":true}                       | priority",
                "{\"priority\":99999999999}                | priority",
                "{\"ignoreResult\":\"true\"}               | ignoreResult",
                "{\"ignoreResult\":\"\"}                   | ignoreResult",
                "{\"ignoreResult\":1}                      | ignoreResult",
                "{\"countdown\":\"10\"}                    | countdown",
                "{\"countdown\":\"PT10S\"}                 | countdown",
                "{\"countdown\":[10]}                      | countdown",
                "{\"countdown\":true}                      | countdown",
                "{\"countdown\":1e11}                      | countdown",
                "{\"countdown\":1e999999999}               | countdown",
                "{\"eta\":1763626200}                      | eta",
                "{\"eta\":\"tomorrow\"}                    | eta",
                "{\"eta\":\"2026-11-20\"}                  | eta",
                "{\"eta\":\"2026-11-20T08:10:00\"}         | eta",
                "{\"eta\":\"2026-02-30T08:10:00Z\"}        | eta",
                "{\"eta\":\"+999999-11-20T08:10:00Z\"}     | eta",
                "{\"eta\":\"\"}                            | eta",
                "{\"expires\":\"soon\"}                    | expires",
                "{\"expires\":true}                        | expires",
                "{\"expires\":{}}                          | expires",
                "{\"expires\":1e999999999}                 | expires",
                "{\"headers\":{\"a\":1}}                   | headers",
                "{\"headers\":[]}                          | headers",
                "{\"headers\":\"\"}                        | headers",
                "{\"retry\":3}                             | retry",
                "{\"retry\":\"\"}                          | retry",
                "{\"retry\":{\"backoff\":\"2\"}}           | retry",
                "{\"retry\":{\"backoff\":1e999}}           | retry",
                "{\"retry\":{\"jitter\":0}}                | retry",
            })
    void aValueOfAnotherTypeIsRefusedWithItsField(String json, String field) {
        assertThatExceptionOfType(JsonMappingException.class)
                .isThrownBy(() -> read(json))
                .satisfies(e -> assertThat(e.getPath().get(0).getFieldName()).isEqualTo(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\"}x",
                "{\"name\":\"a\"}{}",
                "{\"name\":\"a\"} ,",
                "{\"name\":\"a\",}",
                "{\"name\":\"a\"",
                "{name:\"a\"}",
                "{'name':'a'}",
                "{\"name\":\"a\"} // why",
                "{\"countdown\":NaN}",
                "[]",
                "\"a\"",
                "",
            })
    void whatIsNotOneJsonObjectIsRefused(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> read(json));
    }

    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "10,PT10S",
        "0.5,PT0.5S",
        "1.25e1,PT12.5S",
        "-3,PT-3S",
        "0.000000001,PT0.000000001S",
        "-0.25,PT-0.25S",
        "9999999999.5,PT9999999999.5S",
        "1e10,PT10000000000S"
    })
    void durationsAreSeconds(String json, Duration duration) throws IOException {
        assertThat(read("{\"countdown\":" + json + "}").countdown()).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0",
        "PT10S,10",
        "PT100S,100",
        "PT0.5S,0.5",
        "PT-0.5S,-0.5",
        "PT1000.000000001S,1000.000000001",
        "PT0.000000001S,1E-9"
    })
    void durationsAreWrittenAsSeconds(Duration duration, String json) throws IOException {
        assertThat(Json.mapper().writeValueAsString(duration)).isEqualTo(json);
        assertThat(Json.mapper().readValue(json, Duration.class)).isEqualTo(duration);
    }

    @Test
    void anInstantWithAnotherOffsetIsTheSameInstant() throws IOException {
        assertThat(read("{\"eta\":\"2026-11-20T10:10:00+02:00\"}").eta()).isEqualTo("2026-11-20T08:10:00Z");
    }

    @Test
    void expiryIsATimeFromTheSubmitOrAnInstant() throws IOException {
        Instant submitted = Instant.parse("2026-11-20T08:00:00Z");
        Expires after = read("{\"expires\":90.5}").expires();
        Expires at = read("{\"expires\":\"2026-11-20T08:10:00Z\"}").expires();

        assertThat(after.from(submitted)).isEqualTo("2026-11-20T08:01:30.500Z");
        assertThat(at.from(submitted)).isEqualTo("2026-11-20T08:10:00Z");
        assertThat(Json.mapper().writeValueAsString(after)).isEqualTo("90.5");
        assertThat(Json.mapper().writeValueAsString(at)).isEqualTo("\"2026-11-20T08:10:00Z\"");
    }

    @Test
    void aNumberOfAMillionDigitsIsAnArgumentButNoTimeAndNoPriority() throws IOException {
        String digits = "7".repeat(1_000_000);

        assertThat(read("{\"args\":[" + digits + "]}").args().sizeBytes()).isEqualTo(1_000_002);
        assertThatExceptionOfType(JsonMappingException.class).isThrownBy(() -> read("{\"countdown\":" + digits + "}"));
        assertThatExceptionOfType(JsonMappingException.class).isThrownBy(() -> read("{\"expires\":" + digits + "}"));
        assertThatExceptionOfType(JsonMappingException.class).isThrownBy(() -> read("{\"priority\":" + digits + "}"));
    }

    private static TaskRequest read(String json) throws IOException {
        return Json.mapper().readValue(json.getBytes(StandardCharsets.UTF_8), TaskRequest.class);
    }
}

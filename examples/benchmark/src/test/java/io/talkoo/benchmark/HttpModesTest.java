package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpModesTest {
    @Test
    void everySubmitThatWasAnsweredRuns() throws IOException {
        JsonNode report = BenchmarkRun.of("http", "--seconds=0.3", "--warmup=0.1", "--in-flight=4")
                .report();
        assertThat(report.path("accepted").asLong()).isPositive();
        assertThat(report.path("succeeded").asLong())
                .isEqualTo(report.path("accepted").asLong());
        assertThat(report.path("ackMillis").path("p50").asDouble()).isPositive();
        assertThat(report.path("driverCpuMicrosPerTask").asDouble()).isPositive();
        assertThat(report.has("completionMillis")).isFalse();
    }

    @Test
    void aServerWithNothingBehindItAnswersTheSameLoad() throws IOException {
        JsonNode report = BenchmarkRun.of("http-empty", "--seconds=0.3", "--warmup=0.1", "--in-flight=4")
                .report();
        assertThat(report.path("store").asText()).isEqualTo("none");
        assertThat(report.path("tasks").asLong()).isPositive();
        assertThat(report.path("ackMillis").path("p50").asDouble()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "failures", "all"})
    void streamsAreOpenBesideTheLoad(String kind) throws IOException {
        JsonNode report = BenchmarkRun.of(
                        "streams", "--of=" + kind, "--streams=20", "--seconds=0.1", "--warmup=0.1", "--in-flight=4")
                .report();
        assertThat(report.path("of").asText()).isEqualTo(kind);
        assertThat(report.path("ratio").asDouble()).isPositive();
        assertThat(report.has("streamsMiB")).isTrue();
    }

    @Test
    void theSlowestFiltersOfAListAreTold() throws IOException {
        JsonNode report = BenchmarkRun.of("lists", "--tasks=2000", "--calls=1").report();
        assertThat(report.path("filters").asInt()).isGreaterThan(200);
        assertThat(report.path("slowest"))
                .isNotEmpty()
                .allSatisfy(filter -> assertThat(filter.path("p50").asDouble()).isPositive());
        assertThat(report.path("offeredMillis").path("p95").asDouble()).isPositive();
    }

    @Test
    void anAnswerThatIsNotAnAcceptanceEndsTheMeasurement() {
        BenchmarkRun run = BenchmarkRun.of("http", "--payload-bytes=5000", "--set=http.max-body=1 KiB");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).contains("expected 202, got HTTP/1.1 413");
    }
}

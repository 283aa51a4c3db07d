package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadModesTest {
    @ParameterizedTest
    @ValueSource(strings = {"store", "throughput", "bulk", "latency"})
    void aModeMeasuresTasksThatEnded(String mode) throws IOException {
        JsonNode report = BenchmarkRun.of(mode, "--seconds=0.3", "--warmup=0.1").report();

        assertThat(report.path("mode").asText()).isEqualTo(mode);
        assertThat(report.path("store").asText()).isEqualTo("sqlite");
        assertThat(report.path("jdk").asText()).isEqualTo(Runtime.version().toString());
        assertThat(report.path("cores").asInt()).isPositive();
        assertThat(report.path("seconds").asDouble()).isGreaterThanOrEqualTo(0.3);
        assertThat(report.path("tasks").asLong()).isPositive();
        assertThat(report.path("tasksPerSecond").asDouble()).isPositive();
        assertThat(report.path("cpuMicrosPerTask").asDouble()).isPositive();
        assertThat(report.path("liveHeapMiB").asDouble()).isPositive();
        assertPercentiles(report.path("ackMillis"));
        assertPercentiles(report.path("completionMillis"));
    }

    @ParameterizedTest
    @CsvSource({"chain, --steps=3, 3", "chord, --members=10, 11"})
    void workflowsAreMeasuredAgainstSingleTasks(String mode, String size, int tasks) throws IOException {
        JsonNode report =
                BenchmarkRun.of(mode, size, "--seconds=0.3", "--warmup=0.1").report();

        assertThat(report.path("tasksPerWorkflow").asInt()).isEqualTo(tasks);
        assertThat(report.path("tasks").asLong())
                .isPositive()
                .satisfies(all -> assertThat(all % tasks).isZero());
        assertThat(report.path("workflowsPerSecond").asDouble()).isPositive();
        assertThat(report.path("singleTasksPerSecond").asDouble()).isPositive();
        assertThat(report.path("workflowsPerSingleTask").asDouble()).isPositive();
    }

    @Test
    void limitsAreMeasuredAgainstTasksWithout() throws IOException {
        JsonNode report = BenchmarkRun.of("limits", "--keys=3", "--seconds=0.3", "--warmup=0.1")
                .report();

        double with = report.path("tasksPerSecond").asDouble();
        double without = report.path("tasksPerSecondWithoutLimits").asDouble();
        assertThat(with).isPositive();
        assertThat(without).isPositive();
        assertThat(report.path("ratio").asDouble()).isCloseTo(with / without, withinPercentage(1));
    }

    private static void assertPercentiles(JsonNode millis) {
        assertThat(millis.path("p50").asDouble()).isPositive();
        assertThat(millis.path("p99").asDouble())
                .isGreaterThanOrEqualTo(millis.path("p50").asDouble());
        assertThat(millis.path("max").asDouble())
                .isGreaterThanOrEqualTo(millis.path("p99").asDouble());
    }

    @Test
    void aDirectoryThatWasNamedKeepsItsData(@TempDir Path directory) throws IOException {
        BenchmarkRun.of("latency", "--seconds=0.1", "--warmup=0", "--data=" + directory)
                .report();
        assertThat(directory.resolve("talkoo.db")).isNotEmptyFile();
    }

    @Test
    void tasksAreKeptInPostgresToo() throws IOException {
        JsonNode report = BenchmarkRun.of("throughput", "--store=postgres", "--seconds=0.3", "--warmup=0.1")
                .report();

        assertThat(report.path("store").asText()).isEqualTo("postgres");
        assertThat(report.path("tasks").asLong()).isPositive();
        assertThat(report.path("fileMiB").asDouble()).isPositive();
    }

    @Test
    void tasksAreMeasuredWithMetricsAndTracingToo() throws IOException {
        JsonNode report =
                BenchmarkRun.of("observation", "--seconds=0.3", "--warmup=0.1").report();

        assertThat(report.path("tasks").asLong()).isPositive();
    }

    @Test
    void aStoreThatCannotBeMeasuredIsRefused() {
        for (String wrong : List.of("--store=oracle", "--url=jdbc:postgresql://localhost/talkoo")) {
            BenchmarkRun run = BenchmarkRun.of("throughput", wrong);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.output()).isEmpty();
            assertThat(run.errors()).contains(wrong.substring(0, wrong.indexOf('=')));
        }
    }
}

package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LongModesTest {
    @Test
    void sleepingTasksTakeAtLeastTheIdealTime() throws IOException {
        JsonNode report = BenchmarkRun.of("sleep", "--tasks=20,40", "--slots=10", "--sleep-millis=20")
                .report();
        assertThat(report.path("runs")).hasSize(2);
        assertThat(report.path("runs").path(1).path("tasks").asInt()).isEqualTo(40);
        assertThat(report.path("runs").path(0).path("idealSeconds").asDouble()).isEqualTo(0.04);
        assertThat(report.path("runs").path(0).path("seconds").asDouble()).isGreaterThanOrEqualTo(0.04);
        assertThat(report.path("runs").path(0).path("timesIdeal").asDouble()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void anotherProcessFindsAllScheduledTasks() throws IOException {
        JsonNode report = BenchmarkRun.of("scheduled", "--tasks=50").report();
        assertThat(report.path("tasks").asInt()).isEqualTo(50);
        assertThat(report.path("waitingAfterRestart").asInt()).isEqualTo(50);
        assertThat(report.path("restartReadySeconds").asDouble()).isPositive();
        assertThat(report.path("restartLiveHeapMiB").asDouble()).isPositive();
    }

    @Test
    void eachTickIsMadeOnce() throws IOException {
        JsonNode report = BenchmarkRun.of(
                        "schedules", "--schedules=5", "--every-millis=50", "--seconds=0.6", "--warmup=0.3")
                .report();
        assertThat(report.path("ticksMeasured").asInt()).isPositive();
        assertThat(report.path("doubled").asInt()).isZero();
        assertThat(report.path("missing").asInt()).isZero();
        assertThat(report.path("lateMillis").path("p99").asDouble()).isPositive();
    }

    @Test
    void whatAKilledProcessHadAcknowledgedEndsAllTheSame() throws IOException {
        JsonNode report = BenchmarkRun.of("crash", "--rounds=1", "--load-millis=200", "--in-flight=8")
                .report();
        assertThat(report.path("acknowledged").asInt()).isPositive();
        assertThat(report.path("missing").asInt()).isZero();
        assertThat(report.path("pendingForEver").asInt()).isZero();
        assertThat(report.path("outcomes").path("SUCCESS").asInt())
                .isEqualTo(report.path("acknowledged").asInt());
    }

    @Test
    void theHeapIsLookedAtWhileWatchersComeAndGo() throws IOException {
        JsonNode report = BenchmarkRun.of(
                        "soak",
                        "--seconds=0.5",
                        "--warmup=0.1",
                        "--in-flight=2",
                        "--watchers=1",
                        "--sample-seconds=0.3")
                .report();
        assertThat(report.path("watchFaults").asInt()).isZero();
        assertThat(report.path("samples")).isNotEmpty();
        assertThat(report.path("samples").path(0).path("liveHeapMiB").asInt()).isPositive();
    }
}

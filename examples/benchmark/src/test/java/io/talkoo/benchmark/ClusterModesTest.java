package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClusterModesTest {
    @Test
    void nodesInJvmsOfTheirOwnShareTheLoad() throws IOException {
        JsonNode report = BenchmarkRun.of("nodes", "--nodes=2", "--seconds=0.5", "--warmup=1", "--in-flight=8")
                .report();
        assertThat(report.path("store").asText()).isEqualTo("postgres");
        assertThat(report.path("tasks").asLong()).isPositive();
        assertThat(report.path("completionMillis").path("p50").asDouble()).isPositive();
        assertThat(report.path("perNode")).hasSize(2);
    }

    @Test
    void unequalTasksTellForHowLongSlotsIdled() throws IOException {
        JsonNode report = BenchmarkRun.of(
                        "unequal", "--nodes=1", "--slots=2", "--in-flight=3", "--seconds=1", "--warmup=0.5")
                .report();
        assertThat(report.path("tasks").asLong()).isPositive();
        assertThat(report.path("idleWhileTasksWaitMillis").has("max")).isTrue();
    }

    @Test
    void tasksSubmittedInTransactionsStartAfterTheCommit() throws IOException {
        JsonNode report = BenchmarkRun.of(
                        "transactional", "--clients=2", "--transactions=3", "--seconds=0.2", "--warmup=0.1")
                .report();
        assertThat(report.path("commitsPerSecond")).hasSize(3).allMatch(each -> each.asLong() > 0);
        assertThat(report.path("startAfterCommitMillis").path("p50").asDouble()).isNotNegative();
    }

    @Test
    void sleepingTasksHaveTheSlotsOfAllNodes() throws IOException {
        JsonNode report = BenchmarkRun.of("sleep", "--nodes=2", "--slots=5", "--tasks=20", "--sleep-millis=50")
                .report();
        assertThat(report.path("nodes").asInt()).isEqualTo(2);
        JsonNode run = report.path("runs").path(0);
        assertThat(run.path("idealSeconds").asDouble()).isEqualTo(0.1);
        assertThat(run.path("timesIdeal").asDouble()).isGreaterThanOrEqualTo(1);
        assertThat(run.path("tasksPerSecond").asLong()).isPositive();
    }

    @Test
    void severalProcessesNeedAStoreTheyCanShare() {
        BenchmarkRun run = BenchmarkRun.of("nodes", "--store=sqlite");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("--store: expected postgres");
    }
}

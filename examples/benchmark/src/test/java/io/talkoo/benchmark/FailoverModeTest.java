package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Takes as long as the other modes of a cluster together. */
class FailoverModeTest {
    @Test
    void theTasksOfAKilledNodeGoOnElsewhere() throws IOException {
        JsonNode report = BenchmarkRun.of(
                        "failover", "--nodes=3", "--victim=other", "--rate=50", "--seconds=1", "--warmup=2")
                .report();
        assertThat(report.path("nodes").asInt()).isEqualTo(3);
        assertThat(report.path("victim").asText()).isEqualTo("other");
        assertThat(report.path("resumed").asInt()).isPositive();
        assertThat(report.path("failed").asInt()).isZero();
        assertThat(report.path("pendingForEver").asInt()).isZero();
    }
}

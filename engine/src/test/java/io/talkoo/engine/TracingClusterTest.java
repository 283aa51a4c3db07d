package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.talkoo.engine.fixture.Spans;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL, each with spans of its own. */
class TracingClusterTest {
    @Test
    void aTaskRunsOnAnotherNodeInTheTraceOfItsSubmit() {
        try (Spans here = new Spans(Sampler.alwaysOn());
                Spans there = new Spans(Sampler.alwaysOff());
                ClusterOfEngines cluster = new ClusterOfEngines()) {
            cluster.trace(here.telemetry());
            TaskEngine gateway = cluster.start("gateway", "gateway,task");
            cluster.trace(there.telemetry());
            cluster.start("worker", "worker");

            TaskHandle<Integer> task = gateway.task("twice", Integer.class).delay(21);
            assertThat(task.get(Duration.ofSeconds(30))).isEqualTo(42);

            SpanData submit = here.one("submit twice");
            SpanData run = there.one("run twice");
            assertThat(run.getTraceId()).isEqualTo(submit.getTraceId());
            assertThat(run.getParentSpanId()).isEqualTo(submit.getSpanId());
            assertThat(there.one("wait twice").getParentSpanId()).isEqualTo(submit.getSpanId());
            assertThat(here.all()).containsExactly(submit);
        }
    }
}

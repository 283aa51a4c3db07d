package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.HttpTester.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over HTTP goes on with the trace that its headers name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracedNodeTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String ADD = "{\"name\": \"test.add\", \"args\": [1, 2]}";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private TalkooNode node;
    private HttpTester http;

    @BeforeAll
    void start(@TempDir Path data) {
        TalkooSettings settings = TalkooSettings.defaults()
                .with("data-dir", data)
                .with("http.port", 0)
                .with("queues", "default:8");
        node = TalkooNode.start(
                TaskEngine.builder().settings(settings).openTelemetry(telemetry).tasks(new TestTasks()));
        http = new HttpTester(node.address().getPort());
    }

    @AfterAll
    void stop() {
        node.close();
        telemetry.close();
    }

    @BeforeEach
    void forget() {
        spans.reset();
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private SpanData one(String name) {
        List<SpanData> found = await(name).atMost(SOON).until(() -> named(name), spans -> !spans.isEmpty());
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void a_submit_goes_on_with_the_trace_of_its_request_and_shows_nothing_of_it() {
        Answer answer = http.post("/v1/tasks?wait=30", ADD, "traceparent", TRACEPARENT, "tracestate", "vendor=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("headers")).isEmpty();
        SpanData submit = one("submit test.add");
        assertThat(submit.getTraceId()).isEqualTo(TRACE);
        assertThat(submit.getParentSpanId()).isEqualTo(CALLER);
        assertThat(one("run test.add").getParentSpanId()).isEqualTo(submit.getSpanId());
        assertThat(one("run test.add").getSpanContext().getTraceState().get("vendor"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "00-" + TRACE + "-" + CALLER, "00-" + TRACE + "-0000000000000000-01"})
    void a_malformed_header_counts_as_none(String malformed) {
        Answer answer = http.post("/v1/tasks?wait=30", ADD, "traceparent", malformed);

        assertThat(answer.status()).isEqualTo(200);
        SpanData submit = one("submit test.add");
        assertThat(submit.getParentSpanContext().isValid()).isFalse();
        assertThat(submit.getTraceId()).isNotEqualTo(TRACE);
    }

    @Test
    void a_trace_that_is_not_sampled_makes_no_spans() {
        Answer answer = http.post("/v1/tasks?wait=30", ADD, "traceparent", "00-" + TRACE + "-" + CALLER + "-00");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void workflows_and_the_items_of_a_batch_are_in_the_trace_too() {
        http.post("/v1/tasks/batch", "[" + ADD + "," + ADD + "]", "traceparent", TRACEPARENT);
        await().atMost(SOON).until(() -> named("run test.add").size() == 2);
        assertThat(named("submit test.add"))
                .hasSize(2)
                .allMatch(span -> span.getParentSpanId().equals(CALLER));

        http.post("/v1/workflows", "{\"chain\": [{\"task\": " + ADD + "}]}", "traceparent", TRACEPARENT);
        await().atMost(SOON).until(() -> named("run test.add").size() == 3);
        assertThat(one("submit workflow").getParentSpanId()).isEqualTo(CALLER);
        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(TRACE);
    }

    @Test
    void a_task_that_a_schedule_makes_on_request_is_in_the_trace_of_that() {
        http.put("/v1/schedules/traced", "{\"every\": 3600, \"task\": " + ADD + "}");
        http.post("/v1/schedules/traced/run", "", "traceparent", TRACEPARENT);

        assertThat(one("submit test.add").getParentSpanId()).isEqualTo(CALLER);
        assertThat(one("run test.add").getTraceId()).isEqualTo(TRACE);
    }

    @Test
    void a_worker_in_another_language_is_told_the_span_of_its_run() {
        RemoteWorker worker = RemoteWorker.register(http, 1, "py.work");
        http.post("/v1/tasks", "{\"name\": \"py.work\"}", "traceparent", TRACEPARENT);
        JsonNode run = worker.next();
        String path = "/v1/tasks/" + run.path("id").textValue() + "/runs/"
                + run.path("run").textValue() + "/complete";

        assertThat(named("run py.work")).isEmpty();
        assertThat(http.post(path, "{\"result\": 1}").status()).isEqualTo(204);

        SpanData span = one("run py.work");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getParentSpanId()).isEqualTo(one("submit py.work").getSpanId());
        assertThat(run.path("traceparent").textValue()).isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
        assertThat(run.has("tracestate")).isFalse();
    }
}

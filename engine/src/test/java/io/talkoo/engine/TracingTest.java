package io.talkoo.engine;

import static io.talkoo.engine.Signature.chain;
import static io.talkoo.engine.Signature.chord;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.talkoo.engine.fixture.Spans;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.MDC;

/** The spans of tasks, on a clock that is moved by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final AttributeKey<String> ID = AttributeKey.stringKey("messaging.message.id");

    /** Tells of the span that it runs in. */
    static final class Jobs {
        private final Map<String, String> seen = new ConcurrentHashMap<>();
        private final CompletableFuture<String> later = new CompletableFuture<>();
        private TaskEngine engine;

        private void see() {
            seen.put("span", Span.current().getSpanContext().getSpanId());
            seen.put("log", MDC.get("trace_id") + " " + MDC.get("span_id"));
        }

        @Task(name = "add")
        int add(int a, int b) {
            see();
            return a + b;
        }

        @Task(name = "sum")
        int sum(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).sum();
        }

        @Task(name = "flaky")
        String flaky(TaskContext context) {
            if (context.retries() == 0) {
                throw context.retry(PAUSE, new IllegalStateException("a secret"));
            }
            return "done";
        }

        @Task(name = "submits")
        String submits() {
            return engine.task(Jobs::add).delay(1, 2).id();
        }

        @Task(name = "replaced")
        int replaced(TaskContext context) {
            throw context.replace(Canvas.of(
                    TaskRequest.named("add").args(JsonBytes.of("[3, 4]")).build()));
        }

        @Task(name = "fails")
        int fails() {
            throw new IllegalArgumentException("a secret");
        }

        @Task(name = "told")
        void told(Map<String, Object> failure) {
            see();
        }

        @Task(name = "slow")
        CompletionStage<String> slow() {
            see();
            return later;
        }
    }

    private final Spans spans = new Spans(Sampler.alwaysOn());
    private final Tracer tracer = spans.telemetry().getTracer("test");
    private final Jobs jobs = new Jobs();
    private TestEngine test;
    private TaskEngine engine;

    @BeforeAll
    void start() {
        test = TestEngine.start(builder -> builder.tasks(jobs).openTelemetry(spans.telemetry()));
        engine = test.engine();
        jobs.engine = engine;
    }

    @AfterAll
    void stop() {
        test.close();
        spans.close();
    }

    @BeforeEach
    void forget() {
        spans.forget();
        jobs.seen.clear();
    }

    /** What {@code work} brings, done within a span {@code caller}. */
    private <T> T called(Supplier<T> work) {
        Span span = tracer.spanBuilder("caller").startSpan();
        try (Scope scope = span.makeCurrent()) {
            return scope == null ? null : work.get();
        } finally {
            span.end();
        }
    }

    private void assertChildren(SpanData parent, String... names) {
        assertThat(spans.all())
                .filteredOn(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder(names);
        assertThat(spans.all()).extracting(SpanData::getTraceId).containsOnly(parent.getTraceId());
    }

    @Test
    void aTaskIsSubmittedWaitsAndRunsInTheTraceOfItsCaller() {
        TaskHandle<Integer> task = called(() -> engine.task(Jobs::add).delay(1, 2));
        assertThat(task.get(PATIENCE)).isEqualTo(3);

        SpanData submit = spans.one("submit add");
        SpanData run = spans.one("run add");
        assertChildren(spans.one("caller"), "submit add");
        assertChildren(submit, "wait add", "run add");
        assertThat(submit.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(spans.one("wait add").getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(run.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(jobs.seen)
                .containsEntry("span", run.getSpanId())
                .containsEntry("log", run.getTraceId() + " " + run.getSpanId());
        assertThat(Span.current()).isEqualTo(Span.getInvalid());
    }

    @Test
    void spansTellIdsAndNamesAndNothingElse() {
        TaskHandle<Integer> task = engine.task(Jobs::add).delay(1, 2);
        task.get(PATIENCE);

        Map<String, Object> common = Map.of(
                "messaging.system", "talkoo",
                "messaging.destination.name", "default",
                "messaging.talkoo.task.name", "add",
                "messaging.message.id", task.id(),
                "messaging.message.conversation_id", task.id());
        assertThat(attributes(spans.one("submit add")))
                .containsAllEntriesOf(common)
                .containsEntry("messaging.operation.name", "submit")
                .containsEntry("messaging.operation.type", "send")
                .hasSize(7);
        assertThat(attributes(spans.one("wait add")))
                .containsAllEntriesOf(common)
                .containsEntry("messaging.operation.name", "wait")
                .containsEntry("messaging.talkoo.attempt", 1L)
                .hasSize(7);
        assertThat(attributes(spans.one("run add")))
                .containsAllEntriesOf(common)
                .containsEntry("messaging.operation.name", "run")
                .containsEntry("messaging.operation.type", "process")
                .containsEntry("messaging.talkoo.attempt", 1L)
                .containsEntry("messaging.talkoo.outcome", "success")
                .hasSize(9);
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> told = new ConcurrentHashMap<>();
        span.getAttributes().forEach((key, value) -> told.put(key.getKey(), value));
        return told;
    }

    @Test
    void eachAttemptHasItsOwnWaitAndRunAndTimesAreThoseOfTheClock() {
        Instant began = test.clock().instant();
        TaskHandle<?> task = engine.task(Jobs::flaky).delay();
        test.awaitState(task, "RETRY");
        test.advance(PAUSE.plusSeconds(5));
        assertThat(task.get(PATIENCE)).isEqualTo("done");

        SpanData submit = spans.one("submit flaky");
        assertChildren(submit, "wait flaky", "run flaky", "wait flaky", "run flaky");
        List<SpanData> runs = spans.named("run flaky");
        assertThat(runs.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(runs.get(0).getStatus().getDescription()).isEmpty();
        assertThat(attributes(runs.get(0)))
                .containsEntry("messaging.talkoo.outcome", "retry")
                .containsEntry("error.type", "java.lang.IllegalStateException");
        assertThat(attributes(runs.get(1)))
                .containsEntry("messaging.talkoo.outcome", "success")
                .containsEntry("messaging.talkoo.attempt", 2L);
        SpanData second = spans.named("wait flaky").get(1);
        assertThat(second.getStartEpochNanos()).isEqualTo(nanos(began.plus(PAUSE)));
        assertThat(second.getEndEpochNanos()).isEqualTo(nanos(began.plus(PAUSE).plusSeconds(5)));
        assertThat(spans.all().toString()).doesNotContain("a secret");
    }

    private static long nanos(Instant instant) {
        return instant.toEpochMilli() * 1_000_000;
    }

    @Test
    void theStepsOfAWorkflowAreChildrenOfItsSubmit() {
        var add = engine.task(Jobs::add);
        WorkflowHandle<Integer> chord = called(() -> chain(
                        chord(
                                List.of(add.s(1, 1), add.s(2, 2)),
                                engine.task(Jobs::sum).s()),
                        add.s(10))
                .applyAsync());
        assertThat(chord.get(PATIENCE)).isEqualTo(16);

        SpanData submit = spans.one("submit workflow");
        assertChildren(spans.one("caller"), "submit workflow");
        assertChildren(
                submit, "wait add", "run add", "wait add", "run add", "wait sum", "run sum", "wait add", "run add");
        assertThat(attributes(submit)).containsEntry("messaging.batch.message_count", 4L);
    }

    @Test
    void whatAnEndCallsGoesOnWithTheTrace() {
        TaskRequest told = TaskRequest.named("told").build();
        TaskRequest linked = TaskRequest.named("add").args(JsonBytes.of("[5]")).build();
        engine.submit(TaskRequest.named("add")
                .args(JsonBytes.of("[1, 2]"))
                .link(List.of(Canvas.of(linked)))
                .build());
        spans.await("run add", 2);
        assertChildren(spans.one("submit add"), "wait add", "run add", "wait add", "run add");

        spans.forget();
        engine.submit(
                TaskRequest.named("fails").linkError(List.of(Canvas.of(told))).build());
        spans.one("run told");
        assertChildren(spans.one("submit fails"), "wait fails", "run fails", "wait told", "run told");
        assertThat(attributes(spans.one("run fails"))).containsEntry("messaging.talkoo.outcome", "failure");
        assertThat(spans.all().toString()).doesNotContain("a secret");
    }

    @Test
    void whatATaskSubmitsIsAChildOfItsRun() {
        engine.task(Jobs::submits).delay();
        spans.one("run add");
        spans.one("run submits");

        assertChildren(spans.one("submit submits"), "wait submits", "run submits");
        assertChildren(spans.one("run submits"), "submit add");
        assertChildren(spans.one("submit add"), "wait add", "run add");
    }

    @Test
    void whatReplacesATaskGoesOnWithItsTrace() {
        assertThat(engine.task(Jobs::replaced).delay().get(PATIENCE)).isEqualTo(7);

        assertChildren(spans.one("submit replaced"), "wait replaced", "run replaced", "wait add", "run add");
        assertThat(attributes(spans.one("run replaced"))).containsEntry("messaging.talkoo.outcome", "replaced");
    }

    @Test
    void aTickBeginsATraceOfItsOwn() {
        engine.schedules()
                .put("sums", Schedule.every(PAUSE).task(engine.task(Jobs::add).s(1, 2)));
        test.advance(PAUSE);
        spans.one("run add");
        test.advance(PAUSE);
        spans.await("run add", 2);
        engine.schedules().delete("sums");

        List<SpanData> submits = spans.await("submit add", 2);
        assertThat(submits).allMatch(submit -> !submit.getParentSpanContext().isValid());
        assertThat(submits).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
        assertThat(spans.named("run add"))
                .extracting(SpanData::getParentSpanId)
                .containsExactlyInAnyOrderElementsOf(
                        submits.stream().map(SpanData::getSpanId).toList());
    }

    @Test
    void aRunThatGoesOnWithoutAThreadLastsUntilItsStageHasEnded() {
        TaskHandle<?> task = engine.task(Jobs::slow).delay();
        test.await(task, status -> !status.state().equals("PENDING"));
        spans.one("wait slow");
        assertThat(spans.named("run slow")).isEmpty();

        jobs.later.complete("done");

        test.awaitState(task, "SUCCESS");
        assertThat(jobs.seen).containsEntry("span", spans.one("run slow").getSpanId());
    }

    @Test
    void aTraceThatIsNotSampledStaysSoAndMakesNoSpans() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
        TaskHandle<?> task = engine.submit(TaskRequest.named("submits")
                .headers(Map.of("traceparent", parent))
                .build());
        String inner = String.valueOf(task.get(PATIENCE)).replace("\"", "");
        engine.handle(inner).get(PATIENCE);

        assertThat(spans.all()).isEmpty();
        assertThat(jobs.seen).containsEntry("span", "b7ad6b7169203331").containsEntry("log", "null null");
    }

    @Test
    void headersOfATaskNameItsTraceAndAreLeftAsTheyAre() {
        Map<String, String> headers =
                Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tenant", "a");
        TaskHandle<?> task = engine.submit(TaskRequest.named("add")
                .args(JsonBytes.of("[1, 2]"))
                .headers(headers)
                .build());
        task.get(PATIENCE);

        assertThat(spans.one("submit add").getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(task.status().headers()).isEqualTo(headers);
    }

    @Test
    void theSameSubmitFromAnotherTraceIsTheSameTask() {
        TaskRequest request = TaskRequest.named("add")
                .id("0193a5c0-0000-7000-8000-000000000001")
                .args(JsonBytes.of("[1, 2]"))
                .build();
        TaskHandle<?> first = called(() -> engine.submit(request));
        first.get(PATIENCE);
        TaskStatus again = called(() -> engine.submit(request)).status();

        assertThat(again.deliveries()).isEqualTo(1);
        assertThat(again.headers()).isEmpty();
        assertThat(spans.named("submit add"))
                .hasSize(2)
                .allSatisfy(submit -> assertThat(submit.getAttributes().get(ID)).isEqualTo(request.id()));
        assertThat(spans.one("run add").getTraceId())
                .isEqualTo(spans.named("submit add").get(0).getTraceId());
    }

    @Test
    void whatCannotBeSubmittedIsToldByTheCallersSpanAlone() {
        assertThat(Context.current()).isEqualTo(Context.root());
        CompletableFuture<?> refused =
                engine.gateway().submit(TaskRequest.named("nobody").build()).toCompletableFuture();

        assertThat(refused).isCompletedExceptionally();
        assertThat(spans.all()).isEmpty();
    }
}

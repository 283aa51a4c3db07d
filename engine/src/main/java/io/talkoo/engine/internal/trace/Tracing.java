package io.talkoo.engine.internal.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.Workflow;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Makes the spans of a task's life: submit, and for each attempt wait and run, both children of the submit. What they are
 * called and tell follows OpenTelemetry's conventions for messaging; arguments, results and messages of errors are not told.
 * A trace that is not sampled is handed on, and makes no spans. Thread-safe.
 */
public final class Tracing {
    /** Makes nothing, and tasks carry nothing. */
    public static final Tracing OFF = new Tracing(null, null);

    private static final String SCOPE = "io.talkoo";

    private final Tracer tracer;
    private final Clock clock;

    private Tracing(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** @param clock says when spans begin and end */
    public static Tracing of(OpenTelemetry telemetry, Clock clock) {
        return telemetry == OpenTelemetry.noop() ? OFF : new Tracing(telemetry.getTracer(SCOPE), clock);
    }

    public boolean isOn() {
        return tracer != null;
    }

    /** The trace that the calling thread is in; null while tracing is off. */
    public Context caller() {
        return tracer == null ? null : Context.current();
    }

    /** Begins the submit of a task. One that names a {@code traceparent} in its headers belongs to that trace. */
    public SubmitSpan submit(TaskSpec spec, Context caller) {
        if (tracer == null) {
            return SubmitSpan.NONE;
        }
        Context named = Carried.in(spec.headers());
        Context parent = named == Context.root() ? caller : named;
        if (isLeftOut(parent)) {
            return new SubmitSpan(Span.getInvalid(), Carried.write(parent), clock);
        }
        Span span = begin("submit", spec.name(), SpanKind.PRODUCER, parent, clock.instant())
                .setAttribute(Told.OPERATION_TYPE, "send")
                .setAttribute(Told.QUEUE, spec.queue())
                .setAttribute(Told.TASK, spec.name())
                .startSpan();
        if (span.isRecording()) {
            Told.of(spec, span);
        }
        return new SubmitSpan(span, Carried.write(parent.with(span)), clock);
    }

    /** Begins the submit of tasks by themselves; they carry its context. */
    public Submission submit(List<TaskRecord> tasks, Context caller) {
        return tracer == null || tasks.isEmpty()
                ? new Submission(tasks, List.of())
                : Submission.of(this, tasks, caller);
    }

    /** A task that was submitted elsewhere: it goes on with the trace that its headers name, else it begins one here. */
    public TaskRecord submitted(TaskRecord task) {
        if (tracer == null) {
            return task;
        }
        SubmitSpan span = submit(task.spec(), Context.root());
        span.end(null);
        return span.carriedBy(task);
    }

    /** Begins the submit of a workflow, whose tasks are all children of it. */
    public SubmitSpan submit(Workflow workflow, Context caller) {
        if (tracer == null) {
            return SubmitSpan.NONE;
        }
        if (isLeftOut(caller)) {
            return new SubmitSpan(Span.getInvalid(), Carried.write(caller), clock);
        }
        Span span = begin("submit", "workflow", SpanKind.PRODUCER, caller, clock.instant())
                .setAttribute(Told.OPERATION_TYPE, "send")
                .startSpan();
        if (span.isRecording()) {
            Told.of(workflow, span);
        }
        return new SubmitSpan(span, Carried.write(caller.with(span)), clock);
    }

    /** Begins an attempt that starts now, and tells how long the task has waited for it. */
    public RunSpan run(TaskRecord task) {
        if (tracer == null) {
            return RunSpan.NONE;
        }
        TaskSpec spec = task.spec();
        Context parent = Carried.read(spec.trace());
        if (isLeftOut(parent)) {
            return new RunSpan(Span.getInvalid(), parent, clock);
        }
        Instant now = clock.instant();
        Span span = begin("run", spec.name(), SpanKind.CONSUMER, parent, now)
                .setAttribute(Told.OPERATION_TYPE, "process")
                .setAttribute(Told.QUEUE, spec.queue())
                .setAttribute(Told.TASK, spec.name())
                .startSpan();
        if (span.isRecording()) {
            Told.of(spec, span);
            Told.attempt(task, span);
            waited(task, parent, now);
        }
        return new RunSpan(span, parent.with(span), clock);
    }

    private void waited(TaskRecord task, Context parent, Instant until) {
        Instant since = task.dueAt().isBefore(until) ? task.dueAt() : until;
        Span span = begin("wait", task.spec().name(), SpanKind.INTERNAL, parent, since)
                .setAttribute(Told.QUEUE, task.spec().queue())
                .setAttribute(Told.TASK, task.spec().name())
                .startSpan();
        Told.of(task.spec(), span);
        Told.attempt(task, span);
        span.end(until);
    }

    private SpanBuilder begin(String operation, String name, SpanKind kind, Context parent, Instant at) {
        return tracer.spanBuilder(operation + ' ' + name)
                .setSpanKind(kind)
                .setParent(parent)
                .setStartTimestamp(at)
                .setAttribute(Told.SYSTEM, Told.TALKOO)
                .setAttribute(Told.OPERATION, operation);
    }

    /** Whether it was decided for the trace that it is not sampled. */
    private static boolean isLeftOut(Context context) {
        SpanContext span = Span.fromContext(context).getSpanContext();
        return span.isValid() && !span.isSampled();
    }
}

package io.talkoo.engine.internal.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.talkoo.engine.internal.run.Outcome;
import java.time.Clock;
import org.slf4j.MDC;

/** One attempt, from its start to its outcome. Thread-safe. */
public final class RunSpan {
    /** Of a run that is not traced. */
    public static final RunSpan NONE = new RunSpan(Span.getInvalid(), null, null);

    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";

    private final Span span;
    private final Context context;
    private final Clock clock;

    RunSpan(Span span, Context context, Clock clock) {
        this.span = span;
        this.context = context;
        this.clock = clock;
    }

    /** What spans within the run are children of, as tasks carry it; null if the run is in no trace. */
    public String carried() {
        return context == null ? null : Carried.write(context);
    }

    /** Makes it the calling thread's, for the log too, until what is returned is closed. */
    public Scope enter() {
        if (context == null) {
            return Scope.noop();
        }
        Scope scope = context.makeCurrent();
        SpanContext here = span.getSpanContext();
        if (!here.isSampled()) {
            return scope;
        }
        MDC.put(TRACE_ID, here.getTraceId());
        MDC.put(SPAN_ID, here.getSpanId());
        return () -> {
            MDC.remove(TRACE_ID);
            MDC.remove(SPAN_ID);
            scope.close();
        };
    }

    /** @param outcome null if nobody will know of it, since the node stops or gave the run up */
    public void end(Outcome outcome) {
        if (!span.isRecording()) {
            return;
        }
        span.setAttribute(Told.OUTCOME, word(outcome));
        if (outcome instanceof Outcome.Failed failed) {
            fail(failed.error().type());
        } else if (outcome instanceof Outcome.Retry retry) {
            fail(retry.error().type());
        }
        span.end(clock.instant());
    }

    private void fail(String type) {
        span.setStatus(StatusCode.ERROR);
        if (type != null) {
            span.setAttribute(Told.ERROR, type);
        }
    }

    private static String word(Outcome outcome) {
        if (outcome == null) {
            return "abandoned";
        }
        if (outcome instanceof Outcome.Succeeded) {
            return "success";
        }
        if (outcome instanceof Outcome.Replaced) {
            return "replaced";
        }
        return outcome instanceof Outcome.Retry ? "retry" : "failure";
    }
}

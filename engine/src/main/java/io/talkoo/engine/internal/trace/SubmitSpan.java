package io.talkoo.engine.internal.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.Workflow;
import io.talkoo.protocol.TalkooException;
import java.time.Clock;
import java.util.Locale;

/** A submit under way. Thread-safe. */
public final class SubmitSpan {
    /** Of a submit that is not traced. */
    static final SubmitSpan NONE = new SubmitSpan(Span.getInvalid(), null, null);

    private final Span span;
    private final String carried;
    private final Clock clock;

    SubmitSpan(Span span, String carried, Clock clock) {
        this.span = span;
        this.carried = carried;
        this.clock = clock;
    }

    /** The task with the context of the submit. */
    public TaskSpec carriedBy(TaskSpec spec) {
        return spec.traced(carried);
    }

    TaskRecord carriedBy(TaskRecord task) {
        return task.traced(carried);
    }

    /** The workflow, each task with the context of the submit. */
    public Workflow carriedBy(Workflow workflow) {
        return workflow.traced(carried);
    }

    /** @param failure why it is not stored, or not known to be; null if it is */
    public void end(Throwable failure) {
        if (!span.isRecording()) {
            return;
        }
        if (failure != null) {
            span.setStatus(StatusCode.ERROR).setAttribute(Told.ERROR, type(failure));
        }
        span.end(clock.instant());
    }

    private static String type(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        return cause instanceof TalkooException refused
                ? refused.type().name().toLowerCase(Locale.ROOT)
                : cause.getClass().getName();
    }
}

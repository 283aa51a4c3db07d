package io.talkoo.engine.internal.trace;

import io.opentelemetry.context.Context;
import io.talkoo.engine.internal.task.TaskRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Tasks that the engine itself submits. Thread-safe.
 *
 * @param tasks with the context of their submits
 */
public record Submission(List<TaskRecord> tasks, List<SubmitSpan> spans) {
    /** Of no tasks. */
    public static final Submission NONE = new Submission(List.of(), List.of());

    static Submission of(Tracing tracing, List<TaskRecord> tasks, Context caller) {
        List<SubmitSpan> spans = new ArrayList<>();
        List<TaskRecord> carrying = new ArrayList<>();
        for (TaskRecord task : tasks) {
            SubmitSpan span = tracing.submit(task.spec(), caller);
            spans.add(span);
            carrying.add(span.carriedBy(task));
        }
        return new Submission(List.copyOf(carrying), List.copyOf(spans));
    }

    /** They are stored. Spans of tasks that are not are forgotten: somebody else was quicker, or it is tried again. */
    public void stored() {
        spans.forEach(span -> span.end(null));
    }
}

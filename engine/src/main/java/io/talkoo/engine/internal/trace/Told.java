package io.talkoo.engine.internal.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.Workflow;

/** What spans tell: ids, names, counts and types of errors. */
final class Told {
    static final String TALKOO = "talkoo";

    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> QUEUE = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<String> TASK = AttributeKey.stringKey("messaging.talkoo.task.name");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("messaging.talkoo.outcome");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private static final AttributeKey<String> ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> ROOT = AttributeKey.stringKey("messaging.message.conversation_id");
    private static final AttributeKey<Long> COUNT = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("messaging.talkoo.attempt");
    private static final AttributeKey<String> WORKFLOW = AttributeKey.stringKey("messaging.talkoo.workflow.id");

    private Told() {}

    static void of(TaskSpec spec, Span span) {
        span.setAttribute(ID, spec.id()).setAttribute(ROOT, spec.rootId());
    }

    static void of(Workflow workflow, Span span) {
        long tasks = workflow.rows().stream()
                .filter(row -> !row.spec().flow().group())
                .count();
        span.setAttribute(COUNT, tasks)
                .setAttribute(WORKFLOW, workflow.resultId())
                .setAttribute(ROOT, workflow.rows().get(0).spec().rootId());
    }

    static void attempt(TaskRecord task, Span span) {
        span.setAttribute(ATTEMPT, task.retries() + 1L);
    }
}

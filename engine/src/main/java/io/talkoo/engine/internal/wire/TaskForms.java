package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.secret.SecretMarks;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Attempt;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.Unique;

/** The forms of a task and its parts. */
final class TaskForms {
    private static final byte EXPIRES_AFTER = 1;
    private static final byte EXPIRES_AT = 2;

    static final Form<RetryOverrides> RETRY = new Form<>(
            (out, retry) -> out.part(Form.COUNT, retry.maxRetries())
                    .span(retry.delay())
                    .part(Form.REAL, retry.backoff())
                    .span(retry.maxDelay())
                    .part(Form.FLAG, retry.jitter()),
            in -> new RetryOverrides(
                    in.part(Form.COUNT), in.span(), in.part(Form.REAL), in.span(), in.part(Form.FLAG)));

    static final Form<Expires> EXPIRES = new Form<>(TaskForms::write, TaskForms::readExpires);

    static final Form<TaskError.Cause> CAUSE = new Form<>(
            (out, cause) ->
                    out.text(cause.id()).text(cause.name()).text(cause.type()).text(cause.message()),
            in -> new TaskError.Cause(in.text(), in.text(), in.text(), in.text()));

    static final Form<TaskError> ERROR = new Form<>(
            (out, error) -> out.text(error.type())
                    .text(error.message())
                    .text(error.traceback())
                    .part(CAUSE, error.cause()),
            in -> new TaskError(in.text(), in.text(), in.text(), in.part(CAUSE)));

    static final Form<Attempt> ATTEMPT = new Form<>(
            (out, attempt) -> out.number(attempt.number())
                    .time(attempt.startedAt())
                    .time(attempt.finishedAt())
                    .text(attempt.worker())
                    .text(attempt.outcome())
                    .part(ERROR, attempt.error()),
            in -> new Attempt(in.smallNumber(), in.time(), in.time(), in.text(), in.text(), in.part(ERROR)));

    static final Form<TaskSpec> SPEC = new Form<>(TaskForms::write, TaskForms::readSpec);

    static final Form<TaskRecord> TASK = new Form<>(TaskForms::write, TaskForms::readTask);

    static final Form<StoredTask> STORED = new Form<>(
            (out, stored) -> out.part(TASK, stored.task()).number(stored.revision()),
            in -> new StoredTask(WireIn.need(in.part(TASK)), in.number()));

    private TaskForms() {}

    private static void write(WireOut out, Expires expires) {
        if (expires instanceof Expires.After after) {
            out.number(EXPIRES_AFTER).span(after.duration());
        } else {
            out.number(EXPIRES_AT).time(((Expires.At) expires).instant());
        }
    }

    private static Expires readExpires(WireIn in) {
        long kind = in.number();
        if (kind == EXPIRES_AFTER) {
            return Expires.after(WireIn.need(in.span()));
        }
        if (kind == EXPIRES_AT) {
            return Expires.at(WireIn.need(in.time()));
        }
        throw new WireException("expected an expiry of kind 1 or 2, got " + kind);
    }

    private static void write(WireOut out, TaskSpec spec) {
        out.text(spec.id())
                .text(spec.name())
                .text(spec.queue())
                .number(spec.priority())
                .json(spec.args())
                .json(spec.kwargs())
                .span(spec.countdown())
                .time(spec.eta())
                .part(EXPIRES, spec.expires())
                .time(spec.expiresAt())
                .span(spec.timeLimit())
                .span(spec.softTimeLimit())
                .part(RETRY, spec.retry())
                .flag(spec.ignoreResult())
                .flag(spec.atMostOnce())
                .span(spec.resultExpires())
                .text(spec.parentId())
                .text(spec.rootId())
                .text(spec.groupId())
                .texts(spec.headers())
                .time(spec.createdAt())
                .json(written(spec.flow()));
        writeRare(out, spec);
    }

    /** What most tasks do not have is left away from the end. */
    private static void writeRare(WireOut out, TaskSpec spec) {
        boolean traced = spec.trace() != null;
        boolean secret = spec.secret() != null || traced;
        boolean unique = spec.unique() != null || secret;
        if (!spec.lane().isEmpty() || unique) {
            out.text(spec.lane());
        }
        if (unique) {
            out.json(spec.unique() == null ? null : WireJson.write(spec.unique()));
        }
        if (secret) {
            out.json(spec.secret() == null ? null : WireJson.write(spec.secret()));
        }
        if (traced) {
            out.text(spec.trace());
        }
    }

    private static TaskSpec readSpec(WireIn in) {
        return new TaskSpec(
                in.id(),
                in.id(),
                in.id(),
                in.smallNumber(),
                in.json(),
                in.json(),
                in.span(),
                in.time(),
                in.part(EXPIRES),
                in.time(),
                in.span(),
                in.span(),
                in.part(RETRY),
                in.flag(),
                in.flag(),
                in.span(),
                in.text(),
                in.text(),
                in.text(),
                in.texts(),
                WireIn.need(in.time()),
                readFlow(in.json()),
                in.text(),
                readUnique(in.json()),
                readSecret(in.json()),
                in.text());
    }

    /** Few tasks have one, and it changes with every kind of workflow: JSON will do. */
    private static JsonBytes written(Flow flow) {
        return flow.equals(Flow.NONE) ? null : WireJson.write(flow);
    }

    private static Flow readFlow(JsonBytes json) {
        return json == null ? Flow.NONE : WireJson.read(json, Flow.class);
    }

    private static Unique readUnique(JsonBytes json) {
        return json == null ? null : WireJson.read(json, Unique.class);
    }

    /** Few tasks have any. */
    static SecretMarks readSecret(JsonBytes json) {
        return json == null ? null : WireJson.read(json, SecretMarks.class);
    }

    private static void write(WireOut out, TaskRecord task) {
        out.part(SPEC, task.spec())
                .number(task.phase().code())
                .text(task.custom())
                .time(task.dueAt())
                .number(task.retries())
                .number(task.deliveries())
                .number(task.losses())
                .number(task.run())
                .time(task.startedAt())
                .time(task.finishedAt())
                .text(task.worker())
                .json(task.result())
                .json(task.meta())
                .part(ERROR, task.error())
                .parts(ATTEMPT, task.attempts())
                .text(task.revoking())
                .time(task.purgeAt())
                .json(task.input())
                .text(task.replacement());
    }

    private static TaskRecord readTask(WireIn in) {
        return new TaskRecord(
                WireIn.need(in.part(SPEC)),
                phase(in.smallNumber()),
                in.text(),
                WireIn.need(in.time()),
                in.smallNumber(),
                in.smallNumber(),
                in.smallNumber(),
                in.number(),
                in.time(),
                in.time(),
                in.text(),
                in.json(),
                in.json(),
                in.part(ERROR),
                in.parts(ATTEMPT),
                in.text(),
                in.time(),
                in.json(),
                in.text(),
                null);
    }

    private static Phase phase(int code) {
        for (Phase phase : Phase.values()) {
            if (phase.code() == code) {
                return phase;
            }
        }
        throw new WireException("expected the code of a phase, got " + code);
    }
}

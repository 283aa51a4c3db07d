package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.remote.RemoteCommand.WorkerCall;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.task.Handout;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.trace.RunSpan;
import io.talkoo.engine.internal.worker.RunReports;
import io.talkoo.protocol.JsonBytes;
import java.time.Duration;
import java.time.Instant;

/** A run that a worker holds, or is about to be handed. Belongs to its {@link RemoteRuns}; not thread-safe. */
final class HeldRun {
    final RunReports reports;
    final Handout handout;
    final RunSpan span;

    /** As it holds for the type at the moment; null of a type that is unknown by now. */
    final TypeInfo type;

    boolean delivered;

    /** The worker has shown that it knows of it. */
    boolean confirmed;

    /** How the worker said that it ended, and what that means; null while it lasts. */
    WorkerCall answer;

    Outcome outcome;

    /** Heartbeats since it was delivered which did not name it. */
    int unnamed;

    HeldRun(RunReports reports, TypeInfo type, RunSpan span, Instant now) {
        this.reports = reports;
        this.span = span;
        this.type = type;
        TaskSpec spec = reports.task().task().spec();
        Duration hard = first(spec.timeLimit(), type == null ? null : type.timeLimit());
        Duration soft = first(spec.softTimeLimit(), type == null ? null : type.softTimeLimit());
        this.handout = new Handout(
                reports.task().task(), reports.run(), hard, soft, hard == null ? null : now.plus(hard), span.carried());
    }

    private static Duration first(Duration said, Duration otherwise) {
        return said == null ? otherwise : said;
    }

    RunKey key() {
        return new RunKey(task().id(), reports.run().token());
    }

    TaskRecord task() {
        return handout.task();
    }

    boolean isOverdue(Instant now) {
        return handout.deadline() != null && !handout.deadline().isAfter(now);
    }

    /** The outcome as it is kept: a result that nobody wants is not. */
    Outcome kept(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded && !task().spec().wantsResult()
                ? new Outcome.Succeeded(JsonBytes.NULL)
                : outcome;
    }
}

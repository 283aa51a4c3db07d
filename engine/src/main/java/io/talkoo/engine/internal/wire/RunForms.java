package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.task.EventId;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.Waiter;
import io.talkoo.protocol.Canvas;

/** The forms of runs, what comes of them, and who waits for that. */
final class RunForms {
    private static final byte SUCCEEDED = 1;
    private static final byte FAILED = 2;
    private static final byte RETRY = 3;
    private static final byte REPLACED = 4;

    static final Form<Run> RUN = new Form<>(
            (out, run) -> out.number(run.token()).time(run.startedAt()).text(run.worker()),
            in -> new Run(in.number(), WireIn.need(in.time()), in.id()));

    static final Form<Waiter> WAITER = new Form<>(
            (out, waiter) -> out.number(waiter.call()).ref(waiter.replyTo()),
            in -> new Waiter(in.number(), WireIn.need(in.ref())));

    static final Form<EventId> EVENT = new Form<>(
            (out, event) -> out.number(event.revision()).number(event.change()),
            in -> new EventId(in.number(), in.number()));

    static final Form<Outcome> OUTCOME = new Form<>(RunForms::write, RunForms::readOutcome);

    private RunForms() {}

    private static void write(WireOut out, Outcome outcome) {
        if (outcome instanceof Outcome.Succeeded succeeded) {
            out.number(SUCCEEDED).json(succeeded.result());
        } else if (outcome instanceof Outcome.Failed failed) {
            out.number(FAILED).part(TaskForms.ERROR, failed.error());
        } else if (outcome instanceof Outcome.Retry retry) {
            out.number(RETRY).part(TaskForms.ERROR, retry.error()).span(retry.delay());
        } else if (outcome instanceof Outcome.Replaced replaced) {
            out.number(REPLACED).json(WireJson.write(replaced.canvas()));
        } else {
            throw new WireException("expected an outcome with a form, got " + outcome.getClass());
        }
    }

    private static Outcome readOutcome(WireIn in) {
        long kind = in.number();
        if (kind == SUCCEEDED) {
            return new Outcome.Succeeded(WireIn.need(in.json()));
        }
        if (kind == FAILED) {
            return new Outcome.Failed(WireIn.need(in.part(TaskForms.ERROR)));
        }
        if (kind == RETRY) {
            return new Outcome.Retry(WireIn.need(in.part(TaskForms.ERROR)), WireIn.need(in.span()));
        }
        if (kind == REPLACED) {
            return new Outcome.Replaced(WireJson.read(WireIn.need(in.json()), Canvas.class));
        }
        throw new WireException("expected an outcome of kind 1 to 4, got " + kind);
    }
}

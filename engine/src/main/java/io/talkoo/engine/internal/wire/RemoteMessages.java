package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.remote.RemoteCommand.Beat;
import io.talkoo.engine.internal.remote.RemoteCommand.Completed;
import io.talkoo.engine.internal.remote.RemoteCommand.Failed;
import io.talkoo.engine.internal.remote.RemoteCommand.Leave;
import io.talkoo.engine.internal.remote.RemoteCommand.Poll;
import io.talkoo.engine.internal.remote.RemoteCommand.Progressed;
import io.talkoo.engine.internal.remote.RunKey;
import io.talkoo.engine.internal.task.Handout;
import io.talkoo.engine.internal.task.TaskReply.Handed;
import io.talkoo.engine.internal.task.TaskReply.Overtaken;
import io.talkoo.engine.internal.task.TaskReply.Taken;
import io.talkoo.engine.internal.task.Waiter;
import java.util.List;

/** What the gateways of workers in other languages tell the node that answers for one, and what that answers. */
final class RemoteMessages {
    private static final Form<RunKey> RUN =
            new Form<>((out, run) -> out.text(run.id()).number(run.token()), in -> new RunKey(in.id(), in.number()));

    private static final Form<Handout> HANDOUT = new Form<>(
            (out, run) -> out.part(TaskForms.TASK, run.task())
                    .part(RunForms.RUN, run.run())
                    .span(run.timeLimit())
                    .span(run.softTimeLimit())
                    .time(run.deadline())
                    .text(run.trace()),
            in -> new Handout(
                    WireIn.need(in.part(TaskForms.TASK)),
                    WireIn.need(in.part(RunForms.RUN)),
                    in.span(),
                    in.span(),
                    in.time(),
                    in.text()));

    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "remote-poll:1",
                    Poll.class,
                    (out, m) -> out.text(m.workerId())
                            .span(m.atMost())
                            .number(m.most())
                            .part(RunForms.WAITER, m.asker()),
                    in -> new Poll(in.id(), WireIn.need(in.span()), in.smallNumber(), asker(in))),
            WireType.of(
                    "remote-beat:1",
                    Beat.class,
                    (out, m) -> out.text(m.workerId()).parts(RUN, m.running()).part(RunForms.WAITER, m.asker()),
                    in -> new Beat(in.id(), in.parts(RUN), asker(in))),
            WireType.of(
                    "remote-progressed:1",
                    Progressed.class,
                    (out, m) -> out.text(m.workerId())
                            .part(RUN, m.run())
                            .text(m.state())
                            .json(m.meta())
                            .part(RunForms.WAITER, m.asker()),
                    in -> new Progressed(in.id(), WireIn.need(in.part(RUN)), in.id(), in.json(), asker(in))),
            WireType.of(
                    "remote-completed:1",
                    Completed.class,
                    (out, m) -> out.text(m.workerId())
                            .part(RUN, m.run())
                            .part(RunForms.OUTCOME, m.outcome())
                            .part(RunForms.WAITER, m.asker()),
                    in -> new Completed(
                            in.id(), WireIn.need(in.part(RUN)), WireIn.need(in.part(RunForms.OUTCOME)), asker(in))),
            WireType.of(
                    "remote-failed:1",
                    Failed.class,
                    (out, m) -> out.text(m.workerId())
                            .part(RUN, m.run())
                            .part(TaskForms.ERROR, m.error())
                            .part(Form.FLAG, m.retry())
                            .span(m.countdown())
                            .part(RunForms.WAITER, m.asker()),
                    in -> new Failed(
                            in.id(),
                            WireIn.need(in.part(RUN)),
                            WireIn.need(in.part(TaskForms.ERROR)),
                            in.part(Form.FLAG),
                            in.span(),
                            asker(in))),
            WireType.of(
                    "remote-leave:1",
                    Leave.class,
                    (out, m) -> out.text(m.workerId()).part(RunForms.WAITER, m.asker()),
                    in -> new Leave(in.id(), asker(in))),
            WireType.of("taken:1", Taken.class, (out, m) -> out.number(m.call()), in -> new Taken(in.number())),
            WireType.of(
                    "handed:1",
                    Handed.class,
                    (out, m) -> out.number(m.call()).parts(HANDOUT, m.runs()),
                    in -> new Handed(in.number(), in.parts(HANDOUT))),
            WireType.of(
                    "overtaken:1",
                    Overtaken.class,
                    (out, m) -> out.number(m.call()).parts(Form.ID, m.ids()),
                    in -> new Overtaken(in.number(), in.parts(Form.ID))));

    private RemoteMessages() {}

    private static Waiter asker(WireIn in) {
        return WireIn.need(in.part(RunForms.WAITER));
    }
}

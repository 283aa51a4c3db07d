package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.worker.WorkerCommand.Ended;
import io.talkoo.engine.internal.worker.WorkerCommand.Gone;
import io.talkoo.engine.internal.worker.WorkerCommand.Locate;
import io.talkoo.engine.internal.worker.WorkerCommand.Lost;
import io.talkoo.engine.internal.worker.WorkerCommand.Offer;
import io.talkoo.engine.internal.worker.WorkerCommand.Recalled;
import io.talkoo.engine.internal.worker.WorkerCommand.Released;
import io.talkoo.engine.internal.worker.WorkerCommand.Reported;
import io.talkoo.engine.internal.worker.WorkerCommand.Settled;
import io.talkoo.engine.internal.worker.WorkerCommand.Stale;
import io.talkoo.engine.internal.worker.WorkerCommand.Terminate;
import io.talkoo.engine.internal.worker.WorkerCommand.Wake;
import io.talkoo.engine.internal.worker.WorkerCommand.Withdraw;
import io.talkoo.engine.internal.worker.WorkerCommand.Withdrawn;
import java.util.List;

/** What gateways, tasks and slots tell a Worker. */
final class WorkerMessages {
    static final Form<Withdraw> WITHDRAW = new Form<>(
            (out, m) -> out.text(m.id()).ref(m.entity()).number(m.missing()),
            in -> new Withdraw(in.id(), in.ref(), in.number()));

    static final Form<Locate> LOCATE = new Form<>(
            (out, m) -> out.text(m.id()).ref(m.entity()).flag(m.follow()).number(m.missing()),
            in -> new Locate(in.id(), WireIn.need(in.ref()), in.flag(), in.number()));

    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "wake:1",
                    Wake.class,
                    (out, m) -> out.number(m.partition()).ref(m.replyTo()),
                    in -> new Wake(in.smallNumber(), in.ref())),
            WireType.of(
                    "offer:1",
                    Offer.class,
                    (out, m) -> out.part(TaskForms.STORED, m.task())
                            .ref(m.entity())
                            .flag(m.followed())
                            .part(RunForms.WAITER, m.waiter()),
                    in -> new Offer(
                            WireIn.need(in.part(TaskForms.STORED)), in.ref(), in.flag(), in.part(RunForms.WAITER))),
            WireType.of("withdraw:1", Withdraw.class, WITHDRAW.writer(), WITHDRAW.reader()),
            WireType.of("locate:1", Locate.class, LOCATE.writer(), LOCATE.reader()),
            WireType.of(
                    "gone:1",
                    Gone.class,
                    (out, m) -> out.text(m.id()).ref(m.entity()),
                    in -> new Gone(in.id(), WireIn.need(in.ref()))),
            WireType.of("settled:1", Settled.class, (out, m) -> out.text(m.id()), in -> new Settled(in.id())),
            WireType.of(
                    "stale:1",
                    Stale.class,
                    (out, m) -> out.text(m.id()).part(RunForms.RUN, m.run()),
                    in -> new Stale(in.id(), WireIn.need(in.part(RunForms.RUN)))),
            WireType.of(
                    "recalled:1",
                    Recalled.class,
                    (out, m) -> out.text(m.id()).number(m.revision()).flag(m.writeFirst()),
                    in -> new Recalled(in.id(), in.number(), in.flag())),
            WireType.of("released:1", Released.class, (out, m) -> out.text(m.id()), in -> new Released(in.id())),
            WireType.of(
                    "terminate:1",
                    Terminate.class,
                    (out, m) -> out.text(m.id()).part(RunForms.RUN, m.run()).text(m.reason()),
                    in -> new Terminate(in.id(), WireIn.need(in.part(RunForms.RUN)), in.text())),
            WireType.of(
                    "reported:1",
                    Reported.class,
                    (out, m) -> out.part(RunMessages.PROGRESS, m.progress()),
                    in -> new Reported(WireIn.need(in.part(RunMessages.PROGRESS)))),
            WireType.of(
                    "ended:1",
                    Ended.class,
                    (out, m) -> out.part(TaskForms.STORED, m.task())
                            .part(RunForms.RUN, m.run())
                            .part(RunForms.OUTCOME, m.outcome())
                            .part(RunForms.WAITER, m.asker()),
                    in -> new Ended(
                            WireIn.need(in.part(TaskForms.STORED)),
                            WireIn.need(in.part(RunForms.RUN)),
                            WireIn.need(in.part(RunForms.OUTCOME)),
                            in.part(RunForms.WAITER))),
            WireType.of(
                    "withdrawn:1",
                    Withdrawn.class,
                    (out, m) -> out.text(m.id()).ref(m.entity()),
                    in -> new Withdrawn(in.id(), in.ref())),
            WireType.of(
                    "lost:1",
                    Lost.class,
                    (out, m) -> out.text(m.id()).number(m.revision()),
                    in -> new Lost(in.id(), in.number())));

    private WorkerMessages() {}
}

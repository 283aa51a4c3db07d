package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.worker.Activity;
import io.talkoo.engine.internal.worker.Activity.Active;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.SlotsCommand.Borrow;
import io.talkoo.engine.internal.worker.SlotsCommand.Check;
import io.talkoo.engine.internal.worker.SlotsCommand.Denied;
import io.talkoo.engine.internal.worker.SlotsCommand.Granted;
import io.talkoo.engine.internal.worker.SlotsCommand.Inspect;
import io.talkoo.engine.internal.worker.SlotsCommand.Loan;
import io.talkoo.engine.internal.worker.SlotsCommand.Locate;
import io.talkoo.engine.internal.worker.SlotsCommand.Obey;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import io.talkoo.engine.internal.worker.SlotsCommand.Repaid;
import io.talkoo.engine.internal.worker.SlotsCommand.Report;
import io.talkoo.engine.internal.worker.SlotsCommand.Returned;
import io.talkoo.engine.internal.worker.SlotsCommand.Terminate;
import io.talkoo.engine.internal.worker.SlotsCommand.Withdraw;
import io.talkoo.engine.internal.worker.TakeOver.Held;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What the slots of a node are told from elsewhere, and what they answer. */
final class SlotsMessages {
    private static final Form<Loan> LOAN = new Form<>(
            (out, loan) -> out.text(loan.id()).number(loan.revision()), in -> new Loan(in.id(), in.number()));

    private static final Form<ActorRef<SlotsCommand>> SLOTS = new Form<>(WireOut::ref, in -> WireIn.need(in.ref()));

    private static final Form<ControlEntry> CONTROL = new Form<>(
            (out, entry) -> out.text(entry.kind())
                    .text(entry.name())
                    .text(entry.value())
                    .number(entry.revision()),
            in -> new ControlEntry(in.id(), in.id(), in.text(), in.number()));

    private static final Form<Active> ACTIVE = new Form<>(
            (out, run) -> out.text(run.id()).text(run.name()).text(run.queue()).time(run.startedAt()),
            in -> new Active(in.id(), in.id(), in.id(), WireIn.need(in.time())));

    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "granted:1",
                    Granted.class,
                    (out, m) -> out.part(TaskForms.STORED, m.task()).part(RunForms.RUN, m.run()),
                    in -> new Granted(WireIn.need(in.part(TaskForms.STORED)), WireIn.need(in.part(RunForms.RUN)))),
            WireType.of("denied:1", Denied.class, (out, m) -> out.text(m.id()), in -> new Denied(in.id())),
            WireType.of(
                    "push:1",
                    Push.class,
                    (out, m) -> out.part(TaskForms.STORED, m.task())
                            .ref(m.entity())
                            .ref(m.lender())
                            .flag(m.writeFirst())
                            .number(m.limitsRevision()),
                    in -> new Push(WireIn.need(in.part(TaskForms.STORED)), in.ref(), in.ref(), in.flag(), in.number())),
            WireType.of(
                    "slots-withdraw:1",
                    Withdraw.class,
                    (out, m) -> out.part(WorkerMessages.WITHDRAW, m.request()).number(m.revision()),
                    in -> new Withdraw(WireIn.need(in.part(WorkerMessages.WITHDRAW)), in.number())),
            WireType.of(
                    "slots-locate:1",
                    Locate.class,
                    (out, m) -> out.part(WorkerMessages.LOCATE, m.request()).number(m.revision()),
                    in -> new Locate(WireIn.need(in.part(WorkerMessages.LOCATE)), in.number())),
            WireType.of(
                    "slots-terminate:1",
                    Terminate.class,
                    (out, m) -> out.text(m.id()).part(RunForms.RUN, m.run()).text(m.reason()),
                    in -> new Terminate(in.id(), WireIn.need(in.part(RunForms.RUN)), in.text())),
            WireType.of(
                    "borrow:1",
                    Borrow.class,
                    (out, m) -> out.ref(m.borrower()).counts(m.wanted()),
                    in -> new Borrow(WireIn.need(in.ref()), in.counts())),
            WireType.of(
                    "repaid:1", Repaid.class, (out, m) -> out.parts(LOAN, m.loans()), in -> new Repaid(in.parts(LOAN))),
            WireType.of(
                    "returned:1",
                    Returned.class,
                    (out, m) -> out.part(LOAN, m.loan()),
                    in -> new Returned(WireIn.need(in.part(LOAN)))),
            WireType.of(
                    "check:1", Check.class, (out, m) -> out.parts(LOAN, m.loans()), in -> new Check(in.parts(LOAN))),
            WireType.of(
                    "report:1",
                    Report.class,
                    (out, m) -> out.number(m.partition()).ref(m.owner()).ref(m.replyTo()),
                    in -> new Report(in.smallNumber(), WireIn.need(in.ref()), WireIn.need(in.ref()))),
            WireType.of(
                    "held:1",
                    Held.class,
                    (out, m) -> out.ref(m.slots())
                            .parts(TaskForms.STORED, m.tasks())
                            .parts(SLOTS, m.askedToo()),
                    in -> new Held(WireIn.need(in.ref()), in.parts(TaskForms.STORED), in.parts(SLOTS))),
            WireType.of(
                    "obey:1",
                    Obey.class,
                    (out, m) -> out.part(CONTROL, m.entry()).ref(m.replyTo()),
                    in -> new Obey(WireIn.need(in.part(CONTROL)), WireIn.need(in.ref()))),
            WireType.of(
                    "inspect:1",
                    Inspect.class,
                    (out, m) -> out.ref(m.replyTo()),
                    in -> new Inspect(WireIn.need(in.ref()))),
            WireType.of(
                    "activity:1",
                    Activity.class,
                    (out, m) -> out.text(m.node()).counts(m.byQueue()).parts(ACTIVE, m.runs()),
                    in -> new Activity(in.id(), in.counts(), in.parts(ACTIVE))));

    private SlotsMessages() {}
}

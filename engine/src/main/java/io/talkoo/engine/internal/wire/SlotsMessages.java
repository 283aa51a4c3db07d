package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.worker.SlotsCommand.Denied;
import io.talkoo.engine.internal.worker.SlotsCommand.Granted;
import java.util.List;

/** What the slots of a node are told from elsewhere. */
final class SlotsMessages {
    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "granted:1",
                    Granted.class,
                    (out, m) -> out.part(TaskForms.STORED, m.task()).part(RunForms.RUN, m.run()),
                    in -> new Granted(WireIn.need(in.part(TaskForms.STORED)), WireIn.need(in.part(RunForms.RUN)))),
            WireType.of("denied:1", Denied.class, (out, m) -> out.text(m.id()), in -> new Denied(in.id())));

    private SlotsMessages() {}
}

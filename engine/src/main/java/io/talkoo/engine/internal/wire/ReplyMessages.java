package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.task.TaskReply.Changed;
import io.talkoo.engine.internal.task.TaskReply.Current;
import io.talkoo.engine.internal.task.TaskReply.Forgotten;
import io.talkoo.engine.internal.task.TaskReply.Interrupted;
import io.talkoo.engine.internal.task.TaskReply.Refused;
import io.talkoo.engine.internal.task.TaskReply.Submitted;
import io.talkoo.protocol.ProblemType;
import java.util.Arrays;
import java.util.List;

/** What a task answers a gateway. */
final class ReplyMessages {
    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "submitted:1",
                    Submitted.class,
                    (out, m) ->
                            out.number(m.call()).part(TaskForms.TASK, m.task()).flag(m.replayed()),
                    in -> new Submitted(in.number(), WireIn.need(in.part(TaskForms.TASK)), in.flag())),
            WireType.of(
                    "current:1",
                    Current.class,
                    (out, m) -> out.number(m.call()).part(TaskForms.TASK, m.task()),
                    in -> new Current(in.number(), WireIn.need(in.part(TaskForms.TASK)))),
            WireType.of(
                    "changed:1",
                    Changed.class,
                    (out, m) ->
                            out.number(m.call()).part(RunForms.EVENT, m.event()).part(TaskForms.TASK, m.task()),
                    in -> new Changed(
                            in.number(), WireIn.need(in.part(RunForms.EVENT)), WireIn.need(in.part(TaskForms.TASK)))),
            WireType.of(
                    "forgotten:1", Forgotten.class, (out, m) -> out.number(m.call()), in -> new Forgotten(in.number())),
            WireType.of(
                    "refused:1",
                    Refused.class,
                    (out, m) -> out.number(m.call()).text(m.type().name()).text(m.detail()),
                    in -> new Refused(in.number(), problem(in.id()), in.text())),
            WireType.of(
                    "interrupted:1",
                    Interrupted.class,
                    (out, m) -> out.number(m.call()),
                    in -> new Interrupted(in.number())));

    private ReplyMessages() {}

    /** A refusal of a kind that only a newer version knows is still one. */
    private static ProblemType problem(String name) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElse(ProblemType.INTERNAL);
    }
}

package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.task.TaskCommand.Await;
import io.talkoo.engine.internal.task.TaskCommand.Forget;
import io.talkoo.engine.internal.task.TaskCommand.Get;
import io.talkoo.engine.internal.task.TaskCommand.Rerun;
import io.talkoo.engine.internal.task.TaskCommand.Revoke;
import io.talkoo.engine.internal.task.TaskCommand.Submit;
import io.talkoo.engine.internal.task.TaskCommand.Unwatch;
import io.talkoo.engine.internal.task.TaskCommand.Watch;
import java.util.List;

/** What a gateway asks of a task. */
final class CallMessages {
    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "submit:1",
                    Submit.class,
                    (out, m) -> out.part(TaskForms.SPEC, m.spec())
                            .number(m.call())
                            .number(m.readyCall())
                            .ref(m.replyTo()),
                    in -> new Submit(
                            WireIn.need(in.part(TaskForms.SPEC)), in.number(), in.number(), WireIn.need(in.ref()))),
            WireType.of(
                    "get:1",
                    Get.class,
                    (out, m) -> out.text(m.id()).number(m.call()).ref(m.replyTo()),
                    in -> new Get(in.id(), in.number(), WireIn.need(in.ref()))),
            WireType.of(
                    "await:1",
                    Await.class,
                    (out, m) -> out.text(m.id()).number(m.call()).ref(m.replyTo()),
                    in -> new Await(in.id(), in.number(), WireIn.need(in.ref()))),
            WireType.of(
                    "watch:1",
                    Watch.class,
                    (out, m) -> out.text(m.id())
                            .part(RunForms.EVENT, m.after())
                            .number(m.call())
                            .ref(m.replyTo()),
                    in -> new Watch(in.id(), in.part(RunForms.EVENT), in.number(), WireIn.need(in.ref()))),
            WireType.of(
                    "revoke:1",
                    Revoke.class,
                    (out, m) -> out.text(m.id())
                            .flag(m.terminate())
                            .text(m.reason())
                            .number(m.call())
                            .ref(m.replyTo())
                            .flag(m.waitingOnly()),
                    in -> new Revoke(in.id(), in.flag(), in.text(), in.number(), WireIn.need(in.ref()), in.flag())),
            WireType.of(
                    "rerun:1",
                    Rerun.class,
                    (out, m) -> out.text(m.id()).number(m.call()).ref(m.replyTo()),
                    in -> new Rerun(in.id(), in.number(), WireIn.need(in.ref()))),
            WireType.of(
                    "forget:1",
                    Forget.class,
                    (out, m) -> out.text(m.id()).number(m.call()).ref(m.replyTo()),
                    in -> new Forget(in.id(), in.number(), WireIn.need(in.ref()))),
            WireType.of(
                    "unwatch:1",
                    Unwatch.class,
                    (out, m) -> out.text(m.id()).number(m.call()),
                    in -> new Unwatch(in.id(), in.number())));

    private CallMessages() {}
}

package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.task.TaskAnswer.Located;
import io.talkoo.engine.internal.task.TaskCommand.Began;
import io.talkoo.engine.internal.task.TaskCommand.Begin;
import io.talkoo.engine.internal.task.TaskCommand.Expire;
import io.talkoo.engine.internal.task.TaskCommand.Finished;
import io.talkoo.engine.internal.task.TaskCommand.Parked;
import io.talkoo.engine.internal.task.TaskCommand.Progress;
import io.talkoo.engine.internal.task.TaskCommand.Reread;
import io.talkoo.engine.internal.task.TaskCommand.Track;
import java.util.List;

/** What the worker side tells a task. */
final class RunMessages {
    static final Form<Progress> PROGRESS = new Form<>(
            (out, m) -> out.text(m.id())
                    .part(RunForms.RUN, m.run())
                    .text(m.state())
                    .json(m.meta())
                    .part(RunForms.WAITER, m.asker()),
            in -> new Progress(
                    in.id(), WireIn.need(in.part(RunForms.RUN)), in.text(), in.json(), in.part(RunForms.WAITER)));

    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "begin:1",
                    Begin.class,
                    (out, m) -> out.text(m.id()).time(m.at()).text(m.worker()).ref(m.slots()),
                    in -> new Begin(in.id(), WireIn.need(in.time()), in.id(), WireIn.need(in.ref()))),
            WireType.of(
                    "began:1",
                    Began.class,
                    (out, m) -> out.text(m.id()).part(RunForms.RUN, m.run()),
                    in -> new Began(in.id(), WireIn.need(in.part(RunForms.RUN)))),
            WireType.of(
                    "track:1",
                    Track.class,
                    (out, m) -> out.text(m.id()).part(RunForms.RUN, m.run()),
                    in -> new Track(in.id(), WireIn.need(in.part(RunForms.RUN)))),
            new WireType<>("progress:1", Progress.class, PROGRESS),
            WireType.of(
                    "finished:1",
                    Finished.class,
                    (out, m) -> out.part(TaskForms.STORED, m.ran())
                            .part(RunForms.RUN, m.run())
                            .part(RunForms.OUTCOME, m.outcome())
                            .part(RunForms.WAITER, m.waiter())
                            .part(RunForms.WAITER, m.asker()),
                    in -> new Finished(
                            WireIn.need(in.part(TaskForms.STORED)),
                            WireIn.need(in.part(RunForms.RUN)),
                            WireIn.need(in.part(RunForms.OUTCOME)),
                            in.part(RunForms.WAITER),
                            in.part(RunForms.WAITER))),
            WireType.of("expire:1", Expire.class, (out, m) -> out.text(m.id()), in -> new Expire(in.id())),
            WireType.of("parked:1", Parked.class, (out, m) -> out.text(m.id()), in -> new Parked(in.id())),
            WireType.of("reread:1", Reread.class, (out, m) -> out.text(m.id()), in -> new Reread(in.id())),
            WireType.of(
                    "located:1",
                    Located.class,
                    (out, m) -> out.part(RunForms.RUN, m.run()).flag(m.followed()),
                    in -> new Located(in.part(RunForms.RUN), in.flag())));

    private RunMessages() {}
}

package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.news.NewsMessage.Hear;
import io.talkoo.engine.internal.news.NewsMessage.Ignore;
import io.talkoo.engine.internal.news.NewsMessage.Told;
import java.util.List;

/** What nodes tell each other of tasks for those who listen to all of them. */
final class NewsMessages {
    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "hear:1",
                    Hear.class,
                    (out, m) -> out.ref(m.desk()).ref(m.replyTo()),
                    in -> new Hear(WireIn.need(in.ref()), WireIn.need(in.ref()))),
            WireType.of(
                    "ignore:1", Ignore.class, (out, m) -> out.ref(m.desk()), in -> new Ignore(WireIn.need(in.ref()))),
            WireType.of(
                    "told:1",
                    Told.class,
                    (out, m) -> out.parts(TaskForms.TASK, m.tasks()).number(m.lost()),
                    in -> new Told(in.parts(TaskForms.TASK), in.number())));

    private NewsMessages() {}
}

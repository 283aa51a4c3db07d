package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.limit.LaneGrant;
import io.talkoo.engine.internal.limit.LaneReport;
import io.talkoo.engine.internal.limit.LimiterCommand.Demand;
import io.talkoo.engine.internal.limit.LimiterCommand.Granted;
import io.talkoo.engine.internal.limit.LimiterCommand.Introduce;
import io.talkoo.engine.internal.limit.LimiterCommand.Seek;
import java.util.List;

/** What Workers and limiters tell each other. */
final class LimitMessages {
    private static final Form<LaneReport> REPORT = new Form<>(
            (out, lane) -> out.text(lane.queue())
                    .text(lane.lane())
                    .number(lane.held())
                    .number(lane.returned())
                    .number(lane.needed())
                    .number(lane.ahead()),
            in -> new LaneReport(
                    in.id(), in.id(), in.smallNumber(), in.smallNumber(), in.smallNumber(), in.smallNumber()));

    private static final Form<LaneGrant> GRANT = new Form<>(
            (out, lane) -> out.text(lane.queue())
                    .text(lane.lane())
                    .number(lane.starts())
                    .flag(lane.scarce()),
            in -> new LaneGrant(in.id(), in.id(), in.smallNumber(), in.flag()));

    static final List<WireType<?>> TYPES = List.of(
            WireType.of(
                    "limiter-seek:1",
                    Seek.class,
                    (out, m) -> out.text(m.type()).number(m.partition()).ref(m.worker()),
                    in -> new Seek(in.id(), in.smallNumber(), WireIn.need(in.ref()))),
            WireType.of(
                    "limiter-introduce:1",
                    Introduce.class,
                    (out, m) -> out.number(m.partition()).text(m.type()).ref(m.limiter()),
                    in -> new Introduce(in.smallNumber(), in.id(), WireIn.need(in.ref()))),
            WireType.of(
                    "limiter-demand:1",
                    Demand.class,
                    (out, m) -> out.number(m.partition())
                            .number(m.number())
                            .number(m.seen())
                            .flag(m.complete())
                            .flag(m.metAnother())
                            .parts(REPORT, m.lanes())
                            .ref(m.worker()),
                    in -> new Demand(
                            in.smallNumber(),
                            in.number(),
                            in.number(),
                            in.flag(),
                            in.flag(),
                            in.parts(REPORT),
                            WireIn.need(in.ref()))),
            WireType.of(
                    "limiter-granted:1",
                    Granted.class,
                    (out, m) -> out.text(m.type())
                            .number(m.demand())
                            .number(m.number())
                            .flag(m.answer())
                            .number(m.limitsRevision())
                            .parts(GRANT, m.lanes()),
                    in -> new Granted(in.id(), in.number(), in.number(), in.flag(), in.number(), in.parts(GRANT))));

    private LimitMessages() {}
}

package io.talkoo.engine.internal.wire;

import io.talkoo.engine.internal.parcel.Claim;
import io.talkoo.engine.internal.parcel.ParcelCommand.Fetch;
import io.talkoo.engine.internal.parcel.ParcelCommand.Release;
import io.talkoo.engine.internal.parcel.ParcelPart.Gone;
import io.talkoo.engine.internal.parcel.ParcelPart.Piece;
import java.util.List;

/** What fetches messages that are too large for a frame. */
final class ParcelMessages {
    static final Form<Claim> CLAIM = new Form<>(
            (out, claim) -> out.text(claim.taskId())
                    .text(claim.manifest())
                    .number(claim.number())
                    .ref(claim.holder()),
            in -> new Claim(in.text(), in.id(), in.number(), WireIn.need(in.ref())));

    static final List<WireType<?>> TYPES = List.of(
            new WireType<>("claim:1", Claim.class, CLAIM),
            WireType.of(
                    "fetch:1",
                    Fetch.class,
                    (out, m) -> out.number(m.number()).number(m.offset()).ref(m.replyTo()),
                    in -> new Fetch(in.number(), in.smallNumber(), WireIn.need(in.ref()))),
            WireType.of("release:1", Release.class, (out, m) -> out.number(m.number()), in -> new Release(in.number())),
            WireType.of(
                    "piece:1",
                    Piece.class,
                    (out, m) -> out.number(m.offset()).number(m.total()).raw(m.bytes()),
                    in -> new Piece(in.smallNumber(), in.smallNumber(), WireIn.need(in.raw()))),
            WireType.of("gone-parcel:1", Gone.class, (out, m) -> out.flag(true), in -> new Gone()));

    private ParcelMessages() {}
}

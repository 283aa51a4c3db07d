package io.talkoo.chaos.workflow;

import io.talkoo.protocol.Canvas;
import java.util.List;
import java.util.stream.Stream;

/** Questions about the form of a canvas. */
final class Shapes {
    private Shapes() {}

    /** The members of a group: a group written directly in it is as if its members were, unless it calls something. */
    static List<Canvas> members(List<Canvas> written) {
        return written.stream().flatMap(Shapes::unrolled).toList();
    }

    private static Stream<Canvas> unrolled(Canvas member) {
        return member.group() != null && !callsAnything(member)
                ? member.group().stream().flatMap(Shapes::unrolled)
                : Stream.of(member);
    }

    private static boolean callsAnything(Canvas canvas) {
        return canvas.link() != null || canvas.linkError() != null;
    }

    /** Whether what comes behind it is the body of a chord. */
    static boolean isHeader(Canvas canvas) {
        if (canvas.chain() != null) {
            return isHeader(last(canvas.chain()));
        }
        if (canvas.chord() != null) {
            return isHeader(canvas.chord().body());
        }
        return canvas.group() != null || canvas.chunks() != null;
    }

    private static Canvas last(List<Canvas> steps) {
        return steps.get(steps.size() - 1);
    }
}

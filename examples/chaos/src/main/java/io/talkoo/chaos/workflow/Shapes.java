package io.talkoo.chaos.workflow;

import io.talkoo.protocol.Canvas;
import java.util.List;

/** Questions about the form of a canvas. */
final class Shapes {
    private Shapes() {}

    /** Whether this group, written directly in another one, is as if its members were. */
    static boolean isUnrolled(Canvas member) {
        return member.group() != null && member.link() == null;
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

package io.talkoo.engine.internal.run;

import io.talkoo.protocol.Canvas;

/** How {@code context.replace(…)} leaves the task: control flow, up to the runner. */
public final class ReplaceRequested extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Canvas canvas;

    public ReplaceRequested(Canvas canvas) {
        super("the task asked to be replaced");
        this.canvas = canvas;
    }

    Canvas canvas() {
        return canvas;
    }
}

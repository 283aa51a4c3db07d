package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.metrics.EngineMeters;

/** Has what a node writes counted, and told to whoever listens. */
public final class Measuring {
    private Measuring() {}

    public static void start(EngineNode node, EngineMeters meters) {
        node.store()
                .onChanges(
                        meters.counting((tasks, nanos) -> node.steering().news().written(tasks)));
    }
}

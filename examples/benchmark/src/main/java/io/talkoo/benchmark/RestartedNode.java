package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import picocli.CommandLine.Command;

/** The second life of the node of {@link ScheduledMode}: says when it is ready, and what it then holds. */
@Command(name = RestartedNode.NAME, hidden = true)
final class RestartedNode extends ChildNode {
    static final String NAME = "restarted-node";

    @Override
    void run(TaskEngine engine) {
        Signal.READY.say(out(), "");
        Signal.HEAP.say(out(), Meter.liveHeapMiB());
        Signal.WAITING.say(out(), Remaining.notReady(engine.gateway()));
    }
}

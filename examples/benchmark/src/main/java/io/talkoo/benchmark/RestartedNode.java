package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The second life of the node of {@link ScheduledMode}: says when it is ready, and what it then holds. */
@Command(name = RestartedNode.NAME, hidden = true)
final class RestartedNode implements Callable<Integer> {
    static final String NAME = "restarted-node";

    @Mixin
    private Options options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data)).start()) {
            Signal.READY.say(out, "");
            Signal.HEAP.say(out, Meter.liveHeapMiB());
            Signal.WAITING.say(out, Remaining.notReady(engine.gateway()));
        }
        return 0;
    }
}

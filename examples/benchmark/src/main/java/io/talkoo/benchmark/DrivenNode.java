package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import io.talkoo.protocol.TaskRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A node of {@link NodesMode}: loads its own engine when it is told to, and tells its figures. */
@Command(name = DrivenNode.NAME, hidden = true)
final class DrivenNode extends ChildNode {
    static final String NAME = "driven-node";

    @Option(names = "--in-flight")
    private int inFlight;

    @Override
    void run(TaskEngine engine) throws Exception {
        TaskRequest request =
                TaskRequest.named(Engines.LENGTH).args(options.args()).build();
        ClosedLoop loop = new ClosedLoop(this::progress, () -> Engines.call(engine.gateway(), request));
        Signal.READY.say(out(), engine.settings().node().name());
        System.in.read();
        Signal.FIGURES.say(out(), FiguresText.of(loop.run(inFlight, options.warmup(), options.measured())));
        // The others may still need this one.
        System.in.read();
    }
}

package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import io.talkoo.protocol.TaskRequest;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A node of {@link NodesMode}: loads its own engine when it is told to, and tells its figures. */
@Command(name = DrivenNode.NAME, hidden = true)
final class DrivenNode implements Callable<Integer> {
    static final String NAME = "driven-node";

    @Mixin
    private Options options;

    @Option(names = "--in-flight")
    private int inFlight;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        TaskRequest request =
                TaskRequest.named(Engines.LENGTH).args(options.args()).build();
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data)).start()) {
            ClosedLoop loop = new ClosedLoop(this::progress, () -> Engines.call(engine.gateway(), request));
            Signal.READY.say(out, engine.settings().node().name());
            System.in.read();
            Signal.FIGURES.say(out, FiguresText.of(loop.run(inFlight, options.warmup(), options.measured())));
            // The others may still need this one.
            System.in.read();
        }
        return 0;
    }

    private void progress(String line) {
        spec.commandLine().getErr().println("node " + ProcessHandle.current().pid() + ": " + line);
    }
}

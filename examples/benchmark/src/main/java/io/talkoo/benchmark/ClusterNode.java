package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A node of a {@link ClusterUnderTest}: runs what it is given for as long as its parent lives. */
@Command(name = ClusterNode.NAME, hidden = true)
final class ClusterNode implements Callable<Integer> {
    static final String NAME = "cluster-node";

    @Mixin
    private Options options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data)).start()) {
            Signal.READY.say(
                    spec.commandLine().getOut(), engine.settings().node().name());
            System.in.read();
        }
        return 0;
    }
}

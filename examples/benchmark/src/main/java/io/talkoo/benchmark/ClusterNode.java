package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import java.io.IOException;
import picocli.CommandLine.Command;

/** A node of a {@link ClusterUnderTest}: runs what it is given for as long as its parent lives. */
@Command(name = ClusterNode.NAME, hidden = true)
final class ClusterNode extends ChildNode {
    static final String NAME = "cluster-node";

    @Override
    void run(TaskEngine engine) throws IOException {
        Signal.READY.say(out(), engine.settings().node().name());
        System.in.read();
    }
}

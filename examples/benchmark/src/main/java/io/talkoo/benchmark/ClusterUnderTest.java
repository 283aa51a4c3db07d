package io.talkoo.benchmark;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nodes in JVMs of their own that run tasks, and a gateway to them in this JVM, which runs none. */
final class ClusterUnderTest implements AutoCloseable {
    private final NodeJvms nodes;
    private final TaskEngine engine;

    private ClusterUnderTest(NodeJvms nodes, TaskEngine engine) {
        this.nodes = nodes;
        this.engine = engine;
    }

    /** Returns when all of it is ready. */
    static ClusterUnderTest start(Options options, Storage storage, int nodes, int slotsOfEach) throws IOException {
        List<String> all = new ArrayList<>(options.arguments());
        all.add(Options.set("queues", Engines.slots(slotsOfEach)));
        NodeJvms jvms = NodeJvms.start(nodes, ClusterNode.NAME, storage, all);
        try {
            TalkooSettings settings = jvms.gateway(options.settings(storage));
            return new ClusterUnderTest(jvms, Engines.builder(settings).start());
        } catch (RuntimeException e) {
            jvms.close();
            throw e;
        }
    }

    TaskGateway gateway() {
        return engine.gateway();
    }

    NodeJvms nodes() {
        return nodes;
    }

    /** Processor time of the nodes and of this JVM. */
    Duration cpu() {
        return nodes.cpu().plus(Meter.cpu());
    }

    @Override
    public void close() throws IOException {
        engine.close();
        nodes.close();
    }
}

package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.TaskRequest;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** One task at a time on an idle node. */
@Command(name = "latency", description = "one task at a time: what an idle node needs for it")
final class LatencyMode extends EngineMode {
    @Override
    int inFlight() {
        return 1;
    }

    @Override
    Supplier<Call> calls(TaskGateway gateway, TaskRequest request) {
        return () -> Engines.call(gateway, request);
    }
}

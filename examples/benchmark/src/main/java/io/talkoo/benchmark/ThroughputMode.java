package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.TaskRequest;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Single tasks, many at a time. */
@Command(name = "throughput", description = "single tasks from submit to stored result, many at a time")
final class ThroughputMode extends EngineMode {
    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time")
    private int inFlight = 256;

    @Override
    int inFlight() {
        return inFlight;
    }

    @Override
    Supplier<Call> calls(TaskGateway gateway, TaskRequest request) {
        return () -> Engines.call(gateway, request);
    }
}

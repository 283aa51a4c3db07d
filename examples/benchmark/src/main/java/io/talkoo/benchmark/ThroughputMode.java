package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngineBuilder;
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

    @Option(names = "--observed", description = "with metrics, and with tracing of which nothing is sampled")
    private boolean observed;

    @Override
    TaskEngineBuilder engine(TalkooSettings settings) {
        return observed ? Observation.of(super.engine(settings)) : super.engine(settings);
    }

    @Override
    Supplier<Call> calls(TaskGateway gateway, TaskRequest request) {
        return () -> Engines.call(gateway, request);
    }
}

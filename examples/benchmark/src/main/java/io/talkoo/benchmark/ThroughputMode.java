package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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

    @Option(
            names = "--limits",
            paramLabel = "KEYS",
            description =
                    "tasks with a rate limit, and a concurrency limit for each of so many keys, none of them reached")
    private int keys;

    @Override
    Supplier<Call> calls(TaskGateway gateway, TaskRequest request) {
        if (keys == 0) {
            return () -> Engines.call(gateway, request);
        }
        List<TaskRequest> requests =
                IntStream.range(0, keys).mapToObj(this::limited).toList();
        AtomicInteger next = new AtomicInteger();
        return () -> Engines.call(gateway, requests.get(Math.floorMod(next.getAndIncrement(), keys)));
    }

    private TaskRequest limited(int key) {
        String args = "[\"" + "x".repeat(options.payloadBytes()) + "\"," + key + "]";
        return TaskRequest.named(Engines.LIMITED).args(JsonBytes.of(args)).build();
    }
}

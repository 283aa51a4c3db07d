package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many tasks a call: acknowledged together, done when the last one is. */
@Command(name = "bulk", description = "many tasks a call, all of them awaited")
final class BulkMode extends EngineMode {
    @Option(names = "--tasks-per-call", paramLabel = "N", description = "tasks submitted at once")
    private int tasksPerCall = 1000;

    @Option(names = "--in-flight", paramLabel = "N", description = "calls at a time")
    private int inFlight = 2;

    @Override
    int inFlight() {
        return inFlight;
    }

    @Override
    Supplier<Call> calls(TaskGateway gateway, TaskRequest request) {
        return () -> together(Stream.generate(() -> Engines.call(gateway, request))
                .limit(tasksPerCall)
                .toList());
    }

    private static Call together(List<Call> calls) {
        return new Call(calls.size(), all(calls, Call::accepted), all(calls, Call::ended));
    }

    private static CompletableFuture<Void> all(List<Call> calls, Function<Call, CompletionStage<?>> part) {
        return CompletableFuture.allOf(calls.stream()
                .map(part)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }
}

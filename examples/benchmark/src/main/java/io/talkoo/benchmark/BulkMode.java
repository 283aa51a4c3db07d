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

/** Many tasks a call, acknowledged together. */
@Command(name = "bulk", description = "many tasks a call, from submit to stored result")
final class BulkMode extends EngineMode {
    /** What a call waits for. */
    enum Until {
        ACCEPTED,
        ENDED
    }

    @Option(names = "--until", paramLabel = "accepted|ended", description = "what has to be before the next call")
    private Until until = Until.ENDED;

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

    private Call together(List<Call> calls) {
        CompletionStage<?> accepted = all(calls, Call::accepted);
        CompletionStage<?> ended = all(calls, Call::ended);
        return new Call(calls.size(), accepted, ended, until == Until.ACCEPTED ? accepted : ended);
    }

    private static CompletableFuture<Void> all(List<Call> calls, Function<Call, CompletionStage<?>> part) {
        return CompletableFuture.allOf(calls.stream()
                .map(part)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }
}

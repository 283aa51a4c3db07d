package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A node that is to be killed by {@link CrashMode}: works until then, and says what it has acknowledged. */
@Command(name = LoadedNode.NAME, hidden = true)
final class LoadedNode extends ChildNode {
    static final String NAME = "loaded-node";

    /** Some tasks wait for a time to come when the node dies. */
    private static final int DUE_LATER_EVERY = 10;

    private static final Duration LATER = Duration.ofSeconds(1);

    @Option(names = "--in-flight")
    private int inFlight;

    @Override
    void run(TaskEngine engine) throws InterruptedException {
        FixedLoad.run(Integer.MAX_VALUE, inFlight, number -> submit(engine.gateway(), number));
    }

    private CompletionStage<?> submit(TaskGateway gateway, int number) {
        TaskRequest.Builder request = TaskRequest.named(Engines.LENGTH).args(options.args());
        if (number % DUE_LATER_EVERY == 0) {
            request.countdown(LATER);
        }
        return gateway.submit(request.build())
                .thenAccept(submitted ->
                        Signal.ACCEPTED.say(out(), submitted.status().id()));
    }
}

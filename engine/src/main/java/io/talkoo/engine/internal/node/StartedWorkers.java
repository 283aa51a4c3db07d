package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.worker.WorkerCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Whether the Workers of all partitions answer, wherever they are. What moves just then is asked again. Thread-safe. */
final class StartedWorkers {
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(3);

    private final EngineNode node;
    private final List<CompletableFuture<Done>> started;

    StartedWorkers(EngineNode node) {
        this.node = node;
        this.started = IntStream.range(0, node.workers().partitions())
                .mapToObj(this::started)
                .toList();
    }

    private CompletableFuture<Done> started(int partition) {
        return AskPattern.<TalkooMessage, Done>ask(
                        node.workers().region(),
                        replyTo -> new WorkerCommand.Wake(partition, replyTo),
                        ASK_AGAIN_AFTER,
                        node.system().scheduler())
                .exceptionallyCompose(
                        failure -> node.isStopping() ? CompletableFuture.failedFuture(failure) : started(partition))
                .toCompletableFuture();
    }

    CompletableFuture<Void> all() {
        return CompletableFuture.allOf(started.toArray(CompletableFuture[]::new));
    }

    String waitsFor() {
        long missing = started.stream().filter(it -> !it.isDone()).count();
        return missing + " of " + started.size() + " partitions to be taken over by a node";
    }
}

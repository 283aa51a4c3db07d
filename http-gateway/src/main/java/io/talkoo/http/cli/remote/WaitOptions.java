package io.talkoo.http.cli.remote;

import io.talkoo.http.cli.remote.Converters.Span;
import io.talkoo.protocol.client.EventStream;
import io.talkoo.protocol.client.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether to wait for an end, and how. */
final class WaitOptions {
    private static final Duration ENDLESS = Duration.ofDays(3650);

    @Option(
            names = {"-w", "--wait"},
            description = "wait until it is ready")
    private boolean waits;

    @Option(
            names = {"-f", "--follow"},
            description = "wait, and show on standard error how far it is; with --json a line for each change")
    private boolean follows;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Span.class,
            description = "how long to wait, such as 90, 1.5s, 5m, 2h; without end otherwise")
    private Duration timeout;

    /**
     * How a status is come by.
     *
     * @param now asks for it as it is
     * @param atTheEnd waits for the end, at most for so long
     * @param changes tells each change up to the end
     */
    record Ways<T>(
            Supplier<Reply<T>> now,
            Function<Duration, Reply<T>> atTheEnd,
            Function<Consumer<T>, EventStream> changes) {}

    boolean isFollowing() {
        return follows;
    }

    boolean isWaiting() {
        return waits || follows;
    }

    /**
     * The status as it is after the wait that was asked for.
     *
     * @param progress is told each change, where changes are followed
     */
    <T> T status(Ways<T> ways, Consumer<T> progress) {
        if (follows) {
            return followed(ways, progress);
        }
        return waits ? ways.atTheEnd().apply(longest()).get() : ways.now().get().get();
    }

    private Duration longest() {
        return timeout == null ? ENDLESS : timeout;
    }

    private <T> T followed(Ways<T> ways, Consumer<T> progress) {
        AtomicReference<T> last = new AtomicReference<>();
        Consumer<T> changed = last::set;
        try (EventStream stream = ways.changes().apply(changed.andThen(progress))) {
            CompletableFuture<Void> ended = stream.ended().stage().toCompletableFuture();
            ended.completeOnTimeout(null, longest().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return last.get() == null ? ways.now().get().get() : last.get();
    }
}

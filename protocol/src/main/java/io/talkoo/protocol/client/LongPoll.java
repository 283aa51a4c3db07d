package io.talkoo.protocol.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks for a status until it is ready or the time is over: one held answer after the other. */
final class LongPoll<T> {
    /** Proxies give up connections that were silent for a minute. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** A node that stops answers at once, ready or not, and is not to be asked again and again until it is gone. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Transport transport;
    private final Target target;
    private final Function<byte[], T> read;
    private final Predicate<T> ready;
    private final CompletableFuture<T> last = new CompletableFuture<>();

    LongPoll(Transport transport, Target target, Function<byte[], T> read, Predicate<T> ready) {
        this.transport = transport;
        this.target = target;
        this.read = read;
        this.ready = ready;
    }

    /** The status once it is ready, or as it is after {@code atMost}. */
    Reply<T> begin(Duration atMost) {
        poll(System.nanoTime(), atMost.toMillis());
        return new Reply<>(last);
    }

    private void poll(long begun, long millis) {
        long left = Math.max(0, millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        Duration held = Duration.ofMillis(Math.min(left, LONGEST.toMillis()));
        Call call = Call.get(target.with("wait", seconds(held))).heldFor(held);
        transport.exchange(call).thenApply(read).whenComplete((status, failure) -> {
            if (failure != null) {
                last.completeExceptionally(failure);
            } else if (ready.test(status) || held.isZero()) {
                last.complete(status);
            } else {
                Transport.after(PAUSE, () -> poll(begun, millis));
            }
        });
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
    }
}

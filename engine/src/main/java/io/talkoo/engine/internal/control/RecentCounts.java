package io.talkoo.engine.internal.control;

import io.talkoo.engine.internal.store.QueueTable.Count;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts what waits, and if that took long, keeps the answer for a while: whoever asks again and again takes no more than a
 * tenth of a reader's time. Thread-safe.
 */
final class RecentCounts {
    private static final long DEAR_NANOS = Duration.ofMillis(50).toNanos();
    private static final int KEPT_TIMES_AS_LONG = 10;

    private record Kept(List<Count> counts, long untilNanos) {}

    private final Supplier<CompletionStage<List<Count>>> count;
    private final LongSupplier nanos;
    private volatile Kept kept;

    /** @param nanos as {@link System#nanoTime} */
    RecentCounts(Supplier<CompletionStage<List<Count>>> count, LongSupplier nanos) {
        this.count = count;
        this.nanos = nanos;
    }

    CompletionStage<List<Count>> get() {
        Kept last = kept;
        long began = nanos.getAsLong();
        if (last != null && began - last.untilNanos < 0) {
            return CompletableFuture.completedStage(last.counts);
        }
        return count.get().thenApply(counts -> {
            long ended = nanos.getAsLong();
            long took = ended - began;
            kept = took < DEAR_NANOS ? null : new Kept(counts, ended + KEPT_TIMES_AS_LONG * took);
            return counts;
        });
    }
}

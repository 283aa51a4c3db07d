package io.talkoo.engine.internal.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of rows that cannot be read and are left out. Where a key is missing these may be many, and they are met again by
 * every sweep: so it is told now and then, with their number. Thread-safe.
 */
final class UnreadableRows {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRows.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final AtomicLong lastTold = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);
    private final AtomicInteger untold = new AtomicInteger();
    private final String kind;

    /** @param kind of what is in the rows, as the log calls it */
    UnreadableRows(String kind) {
        this.kind = kind;
    }

    void leftOut(String id, RuntimeException why) {
        int count = untold.incrementAndGet();
        long last = lastTold.get();
        long now = System.nanoTime();
        if (now - last >= INTERVAL_NANOS && lastTold.compareAndSet(last, now)) {
            untold.addAndGet(-count);
            LOG.error(
                    "{} {} is left out, because its row cannot be read (reads like this since told last: {}): {}",
                    kind,
                    id,
                    count,
                    why.toString());
        }
    }
}

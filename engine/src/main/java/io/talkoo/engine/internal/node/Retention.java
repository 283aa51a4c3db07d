package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.store.TaskStore;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes ready tasks whose time to be kept is over, and gives the room back to the file system. In small batches, each
 * of them one transaction among those of the tasks at work. Thread-safe; a round that finds another one at work does
 * nothing.
 */
final class Retention implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final TaskStore store;
    private final Clock clock;
    private final int batchSize;
    private final AtomicBoolean busy = new AtomicBoolean();

    Retention(TaskStore store, Clock clock, TalkooSettings.Retention settings) {
        this.store = store;
        this.clock = clock;
        this.batchSize = settings.batchSize();
    }

    @Override
    public void run() {
        if (busy.compareAndSet(false, true)) {
            purge(0).whenComplete((deleted, failure) -> {
                busy.set(false);
                if (failure != null) {
                    LOG.warn("Deleting expired results failed; the next round tries again: {}", failure.toString());
                }
            });
        }
    }

    private CompletionStage<Long> purge(long before) {
        return store.purge(clock.instant(), batchSize).thenCompose(deleted -> {
            long total = before + deleted;
            if (deleted == batchSize) {
                return purge(total);
            }
            return total == 0 ? CompletableFuture.completedFuture(0L) : store.shrink();
        });
    }
}

package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.task.StoredTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link Worker} has to know before it hands anything out: what slots already run of its partition, and which tasks
 * may have run on a node that is gone. Belongs to one Worker; not thread-safe.
 */
final class Opening {
    /** The store keeps times by the millisecond. */
    private static final Duration RESOLUTION = Duration.ofMillis(1);

    private List<StoredTask> taken;

    /** Tasks created later were not there when the partition got this Worker. */
    private Instant newest;

    private List<TalkooMessage> deferred = new ArrayList<>();

    boolean isDone() {
        return taken != null && newest != null;
    }

    /** Whether the message is one of the answers. */
    boolean takes(TalkooMessage message) {
        if (message instanceof TakeOver.Taken found) {
            taken = found.tasks();
            return true;
        }
        if (message instanceof StoreReads.NewestFound found && found.failure() == null) {
            newest = found.createdAt().orElse(Instant.MIN);
            return true;
        }
        return false;
    }

    List<StoredTask> taken() {
        return taken;
    }

    /** Keeps a message until all is known. */
    void defer(TalkooMessage message) {
        deferred.add(message);
    }

    List<TalkooMessage> takeDeferred() {
        List<TalkooMessage> all = deferred;
        deferred = new ArrayList<>();
        return all;
    }

    /**
     * Whether another node may have run the task already, so that a run of it has to be written down and so counted. By
     * the times in the store, not by this node's clock; a creation in the future, of a clock that was wrong, makes it write
     * more than it had to.
     */
    boolean mayHaveRun(StoredTask stored) {
        return !stored.task().spec().createdAt().isAfter(newest.plus(RESOLUTION));
    }
}

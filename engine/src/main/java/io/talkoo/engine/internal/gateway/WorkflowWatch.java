package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.news.NewsListener;
import io.talkoo.engine.internal.news.NewsTopic;
import io.talkoo.protocol.WorkflowStatus;
import io.talkoo.protocol.WorkflowStatus.Counts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads a workflow again when something of it has changed, and tells how it is if that differs. What changes while it is read
 * is read together, and between reads is a pause in proportion: one of 10,000 tasks is not read 10,000 times. Thread-safe.
 */
public final class WorkflowWatch {
    private static final int PAUSE_PER_READ = 2;

    private enum State {
        AT_REST,
        READING,
        TO_BE_READ_AGAIN,
        CLOSED
    }

    private final Supplier<CompletionStage<WorkflowStatus>> read;
    private final Consumer<WorkflowStatus> listener;
    private final AtomicReference<State> state = new AtomicReference<>(State.AT_REST);
    private volatile List<Runnable> ends = List.of();
    private volatile String lastId;

    WorkflowWatch(Supplier<CompletionStage<WorkflowStatus>> read, String after, Consumer<WorkflowStatus> listener) {
        this.read = read;
        this.lastId = after;
        this.listener = listener;
    }

    /** Tells two statuses of a workflow apart. */
    public static String idOf(WorkflowStatus status) {
        Counts counts = status.counts();
        return counts.pending() + "." + counts.started() + "." + counts.success() + "." + counts.failure() + "."
                + counts.revoked() + "." + status.state();
    }

    NewsListener hearing(String rootId) {
        return new NewsListener(NewsTopic.ofWorkflow(rootId), task -> look(), lost -> look());
    }

    /** What is to be done once it is closed. */
    void endsWith(Runnable... those) {
        ends = List.of(those);
    }

    /** Something has changed. */
    void look() {
        State before = state.getAndUpdate(now -> switch (now) {
            case AT_REST -> State.READING;
            case READING -> State.TO_BE_READ_AGAIN;
            default -> now;
        });
        if (before == State.AT_REST) {
            read();
        }
    }

    private void read() {
        long start = System.nanoTime();
        read.get().whenComplete((status, failure) -> {
            // One that could not be read now is read at the next change, or at the next repeat of the watch of its end.
            if (failure == null) {
                tell(status);
            }
            long pause = PAUSE_PER_READ * (System.nanoTime() - start);
            CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS).execute(this::wasRead);
        });
    }

    private void wasRead() {
        State before = state.getAndUpdate(now -> switch (now) {
            case READING -> State.AT_REST;
            case TO_BE_READ_AGAIN -> State.READING;
            default -> now;
        });
        if (before == State.TO_BE_READ_AGAIN) {
            read();
        }
    }

    private void tell(WorkflowStatus status) {
        if (state.get() == State.CLOSED) {
            return;
        }
        String id = idOf(status);
        if (status.ready() || !id.equals(lastId)) {
            lastId = id;
            listener.accept(status);
        }
        if (status.ready()) {
            close();
        }
    }

    void close() {
        if (state.getAndSet(State.CLOSED) != State.CLOSED) {
            ends.forEach(Runnable::run);
        }
    }
}

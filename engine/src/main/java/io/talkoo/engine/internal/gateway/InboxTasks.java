package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.store.Submitted;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what applications submitted in transactions of their own ({@code engine/decisions/0012-transactional-submit.md}).
 * Looking often costs less than being told: a NOTIFY takes a lock that all commits of the database share. Thread-safe.
 */
public final class InboxTasks {
    private static final Logger LOG = LoggerFactory.getLogger(InboxTasks.class);
    private static final int MOST_AT_ONCE = 500;

    private final TaskStore store;
    private final Workers workers;
    private final UnattendedTasks tasks;
    private final Tracing tracing;
    private final AtomicReference<CompletableFuture<Void>> looking = new AtomicReference<>();

    public InboxTasks(TaskStore store, Workers workers, UnattendedTasks tasks, Tracing tracing) {
        this.tracing = tracing;
        this.store = store;
        this.workers = workers;
        this.tasks = tasks;
    }

    /**
     * Takes in what is there, unless that is under way. Never fails: a fault is logged, and the next look tries again.
     */
    public CompletionStage<Void> look() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = looking.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        takeAll().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("The inbox could not be read; the next look tries again: {}", failure.toString());
            }
            looking.set(null);
            mine.complete(null);
        });
        return mine;
    }

    /** As {@link #look}, and what was committed before this call is taken in when it completes. */
    public CompletionStage<Void> lookAnew() {
        CompletableFuture<Void> other = looking.get();
        return other == null ? look() : other.thenCompose(done -> look());
    }

    private CompletionStage<Void> takeAll() {
        return store.takeSubmitted(MOST_AT_ONCE, this::task).thenCompose(taken -> {
            taken.forEach(this::offer);
            return taken.size() < MOST_AT_ONCE ? CompletableFuture.completedStage(null) : takeAll();
        });
    }

    private void offer(StoredTask task) {
        if (!task.task().ready()) {
            workers.tell(new WorkerCommand.Offer(task, null, false, null));
        }
    }

    private TaskRecord task(Submitted submitted) {
        TaskRecord task = tasks.task(read(submitted.request()), submitted.rootId());
        return tracing.submitted(task);
    }

    private static TaskRequest read(byte[] json) {
        try {
            return Json.mapper().readValue(json, TaskRequest.class);
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of the inbox is not what TransactionalClient writes", e);
        }
    }
}

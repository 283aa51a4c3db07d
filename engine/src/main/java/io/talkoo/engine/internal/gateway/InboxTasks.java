package io.talkoo.engine.internal.gateway;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.store.Submitted;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
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
    private final Specs specs;
    private final TalkooSettings.Tasks defaults;
    private final Clock clock;
    private final AtomicReference<CompletableFuture<Void>> looking = new AtomicReference<>();

    /** @param defaults hold for tasks of a type that no node knows yet */
    public InboxTasks(TaskStore store, Workers workers, Specs specs, TalkooSettings.Tasks defaults, Clock clock) {
        this.store = store;
        this.workers = workers;
        this.specs = specs;
        this.defaults = defaults;
        this.clock = clock;
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

    /** Nobody waits for an answer: what is wrong with a request its task tells. */
    private TaskRecord task(Submitted submitted) {
        TaskRequest request = read(submitted.request());
        try {
            return TaskState.submitted(specs.of(request, submitted.rootId()));
        } catch (TalkooException e) {
            TypeInfo type = TypeInfo.unknown(request.name(), defaults);
            TaskRecord task = TaskState.submitted(specs.unchecked(request, submitted.rootId(), type));
            return e.type() == ProblemType.UNKNOWN_TASK
                    ? task
                    : TaskState.refused(task, TaskError.of(ErrorTypes.BAD_ARGUMENTS, e.getMessage()), clock.instant());
        }
    }

    private static TaskRequest read(byte[] json) {
        try {
            return Json.mapper().readValue(json, TaskRequest.class);
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of the inbox is not what TransactionalClient writes", e);
        }
    }
}

package io.talkoo.engine.store;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.EngineStartException;
import io.talkoo.engine.internal.store.StoreRefusedException;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.JsonBytes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import scala.jdk.javaapi.FutureConverters;

/**
 * The writes of a task's life on the store alone, with no actors, queues or task code around it: the yardstick for what
 * the engine makes of the store. Thread-safe.
 */
public final class StoreLoad implements AutoCloseable {
    /**
     * The two writes of one task.
     *
     * @param accepted once the new row is committed
     * @param ended once its success is committed; both complete in the store's threads
     */
    public record Life(CompletionStage<?> accepted, CompletionStage<?> ended) {}

    private final TaskStore store;
    private final TalkooSettings settings;
    private final Clock clock;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    private StoreLoad(TaskStore store, TalkooSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Opens the store that an engine with these settings would open; blocks meanwhile. Throws
     * {@link EngineStartException} with one line for the operator.
     */
    public static StoreLoad open(TalkooSettings settings, Clock clock) {
        try {
            TaskStore store = TaskStore.open(settings.store(), settings.node().dataDirectory(), clock);
            store.partitions(settings.cluster().partitions());
            return new StoreLoad(store, settings, clock);
        } catch (StoreRefusedException e) {
            throw new EngineStartException(e.getMessage(), e);
        }
    }

    /**
     * Writes a task as submitted and then as succeeded. Never blocks.
     *
     * @param executor makes the second write, so that its bytes are not made in the thread that writes
     */
    public Life write(JsonBytes args, JsonBytes result, Executor executor) {
        TaskRecord submitted = TaskState.submitted(spec(args, clock.instant()));
        CompletionStage<Done> accepted = FutureConverters.asJava(store.save(submitted, 1));
        CompletionStage<Done> ended = accepted.thenComposeAsync(
                done -> FutureConverters.asJava(store.save(succeeded(submitted, result), 2)), executor);
        return new Life(accepted, ended);
    }

    private TaskRecord succeeded(TaskRecord submitted, JsonBytes result) {
        Instant now = clock.instant();
        return TaskState.succeeded(submitted, new Run(1, now, settings.node().name()), result, now);
    }

    private TaskSpec spec(JsonBytes args, Instant now) {
        String id = ids.generate().toString();
        return new TaskSpec(
                id,
                "store.load",
                settings.tasks().defaultQueue(),
                settings.tasks().defaultPriority(),
                args,
                JsonBytes.EMPTY_OBJECT,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                settings.tasks().resultExpires(),
                null,
                id,
                null,
                Map.of(),
                now);
    }

    /** Finishes what is queued and closes the database. Blocks meanwhile. Idempotent. */
    @Override
    public void close() {
        store.close();
    }
}

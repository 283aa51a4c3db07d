package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.JsonBytes;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What a task takes from those before it: kept with it, or to be gathered from their rows. Blocks; thread-safe. */
record GatheredInputs(TaskQueries queries) implements Function<TaskRecord, JsonBytes> {
    private static final long TRY_AGAIN_AFTER_MILLIS = 500;

    /** The task's first argument; null if it takes nothing. Waits for a store that cannot be read. */
    @Override
    public JsonBytes apply(TaskRecord task) {
        Flow flow = task.spec().flow();
        if (flow.immutable() || flow.gathers() == null) {
            return task.input();
        }
        while (true) {
            try {
                return queries.gathered(flow.gathers()).toCompletableFuture().join();
            } catch (CompletionException unavailable) {
                pause(unavailable);
            }
        }
    }

    private static void pause(CompletionException otherwise) {
        try {
            TimeUnit.MILLISECONDS.sleep(TRY_AGAIN_AFTER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw otherwise;
        }
    }
}

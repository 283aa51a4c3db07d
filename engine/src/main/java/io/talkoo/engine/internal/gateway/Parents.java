package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** The trees that submits belong to. Thread-safe. */
public record Parents(TaskQueries queries) {
    /**
     * Goes on with the root of the request's parent; with null where it has none. What {@code next} refuses, and INVALID for a
     * parent that does not exist, fails the stage.
     */
    public <T> CompletionStage<T> withRoot(TaskRequest request, Function<String, CompletionStage<T>> next) {
        if (request.parentId() == null) {
            return guarded(() -> next.apply(null));
        }
        return queries.read(request.parentId())
                .thenCompose(parent -> guarded(() -> next.apply(rootOf(parent, request.parentId()))));
    }

    private static String rootOf(Optional<StoredTask> parent, String id) {
        if (parent.isEmpty()) {
            String detail = "parentId: expected the id of a task, got " + id + ", which is none";
            throw new TalkooException(ProblemType.INVALID, detail, new Problem.Fault("/parentId", detail));
        }
        return parent.get().task().spec().rootId();
    }

    private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (TalkooException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}

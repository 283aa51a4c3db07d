package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.canvas.NamedParent;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The trees that submits belong to. Thread-safe. */
public record Parents(TaskQueries queries) {
    /**
     * Goes on with the root of the request's parent; with null where it has none. What {@code next} refuses, and INVALID for a
     * parent that does not exist, fails the stage.
     */
    public <T> CompletionStage<T> withRoot(TaskRequest request, Function<String, CompletionStage<T>> next) {
        if (request.parentId() == null) {
            return Failures.staged(() -> next.apply(null));
        }
        NamedParent named = new NamedParent("/parentId", request.parentId());
        return queries.read(request.parentId())
                .thenCompose(parent ->
                        Failures.staged(() -> next.apply(spec(parent, named).rootId())));
    }

    /**
     * Goes on with the task that {@code canvas}, which is checked, says submits it; with null where it names none. Fails as
     * above.
     */
    public <T> CompletionStage<T> withParent(Canvas canvas, Function<TaskSpec, CompletionStage<T>> next) {
        NamedParent named = NamedParent.of(canvas).orElse(null);
        if (named == null) {
            return Failures.staged(() -> next.apply(null));
        }
        return queries.read(named.id().toLowerCase(Locale.ROOT))
                .thenCompose(parent -> Failures.staged(() -> next.apply(spec(parent, named))));
    }

    private static TaskSpec spec(Optional<StoredTask> parent, NamedParent named) {
        if (parent.isEmpty()) {
            String detail = "parentId: expected the id of a task, got " + named.id() + ", which is none";
            throw new TalkooException(ProblemType.INVALID, detail, new Problem.Fault(named.pointer(), detail));
        }
        return parent.get().task().spec();
    }
}

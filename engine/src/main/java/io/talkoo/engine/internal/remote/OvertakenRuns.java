package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.gateway.Questions;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.ProblemType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the runs whose tasks went on without them. */
final class OvertakenRuns {
    private OvertakenRuns() {}

    /** Never fails: what cannot be asked about goes on. {@code held} is read before this returns. */
    static CompletionStage<List<RunKey>> among(List<RunKey> named, RemoteRuns held, Questions questions) {
        List<CompletableFuture<RunKey>> asked = named.stream()
                .map(run -> held.find(run) == null
                        ? CompletableFuture.completedFuture(run)
                        : questions
                                .current(run.id())
                                .handle((task, failure) -> isOvertaken(run, task, failure) ? run : null)
                                .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream()
                        .map(CompletableFuture::join)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static boolean isOvertaken(RunKey run, TaskRecord task, Throwable failure) {
        if (failure != null) {
            return Failures.refusal(failure) == ProblemType.NOT_FOUND;
        }
        return task.ready() || task.phase().blocked() || task.phase() == Phase.STARTED && task.run() != run.token();
    }
}

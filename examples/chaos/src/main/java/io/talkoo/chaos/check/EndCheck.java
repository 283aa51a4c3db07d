package io.talkoo.chaos.check;

import io.talkoo.chaos.history.Ending;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Kind;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.history.Submission;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** How the tasks ended. */
final class EndCheck {
    private final History history;
    private final Map<String, List<Run>> runsByTask;
    private final Excuses excuses;
    private final Consumer<Breach> breaches;

    EndCheck(History history, Map<String, List<Run>> runsByTask, Excuses excuses, Consumer<Breach> breaches) {
        this.history = history;
        this.runsByTask = runsByTask;
        this.excuses = excuses;
        this.breaches = breaches;
    }

    void check() {
        history.submitted().values().forEach(this::ended);
        history.seen().forEach(this::unchanged);
        history.seen().forEach(this::resultOfARun);
    }

    private void ended(Submission task) {
        Ending row = history.rows().get(task.id());
        if (row == null || !row.ready()) {
            if (task.isAcknowledged()) {
                breach(Promise.LOST, task.id(), row == null ? "is unknown: " + task : "never ended: " + row);
            }
        } else if (!mayEndAs(task, row)) {
            breach(Promise.WRONG_END, task.id(), task.kind() + " ended as " + row);
        }
    }

    private boolean mayEndAs(Submission task, Ending row) {
        if (task.kind() != Kind.REVOKED) {
            return row.state().equals(task.kind().end());
        }
        List<Run> runs = runsByTask.getOrDefault(task.id(), List.of());
        return row.state().equals(States.REVOKED)
                ? mayBeRevoked(runs, row.finishedAt())
                : row.state().equals(States.SUCCESS) && !runs.isEmpty();
    }

    /**
     * Whoever ran keeps the result, and is REVOKED only if the row did not know: a task is open until its row says that
     * it ended, and what is open may be run again, or be revoked instead. So each of its runs must be one that a fault
     * could make repeat.
     *
     * <p>In the half hour of {@code RESULTS.md} nine tasks ended so. Eight could not be stored while a node was cut off
     * from the database; as it came back they ran on all three nodes, and were revoked within a second of the end of
     * their run, before the cluster was whole. The ninth was run by a zombie. That breaks no promise: all their runs
     * began before the row said REVOKED, and nobody was ever told another end. Without a fault near it would, and a run
     * that begins later is {@link RunCheck}'s to find.
     */
    private boolean mayBeRevoked(List<Run> runs, Instant revokedAt) {
        return runs.stream().allMatch(run -> excuses.mayHaveLost(run, revokedAt));
    }

    private void unchanged(Ending told) {
        Ending now = history.rows().get(told.id());
        if (now == null) {
            return;
        }
        boolean same = told.state().equals(now.state())
                && Objects.equals(told.finishedAt(), now.finishedAt())
                && (now.result() == null || now.result().equals(told.result()));
        if (!same) {
            breach(Promise.REWRITTEN, told.id(), "told: " + told + ", now: " + now);
        }
    }

    private void resultOfARun(Ending told) {
        if (!told.state().equals(States.SUCCESS)) {
            return;
        }
        String result = JsonBytes.of(told.result()).toTree().asText();
        boolean known = runsByTask.getOrDefault(told.id(), List.of()).stream()
                .anyMatch(run -> run.id().equals(result) && States.SUCCESS.equals(run.outcome()));
        if (!known) {
            breach(Promise.FOREIGN_RESULT, told.id(), told + " is of none of " + runsByTask.get(told.id()));
        }
    }

    private void breach(Promise promise, String task, String detail) {
        breaches.accept(new Breach(promise, task, detail));
    }
}

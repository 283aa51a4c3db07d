package io.talkoo.chaos.check;

import io.talkoo.chaos.history.Ending;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Kind;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.history.Submission;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** How the tasks ended. */
final class EndCheck {
    private final History history;
    private final Map<String, List<Run>> runsByTask;
    private final Consumer<Breach> breaches;

    EndCheck(History history, Map<String, List<Run>> runsByTask, Consumer<Breach> breaches) {
        this.history = history;
        this.runsByTask = runsByTask;
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
        } else if (!mayEndAs(task, row.state())) {
            breach(Promise.WRONG_END, task.id(), task.kind() + " ended as " + row);
        }
    }

    /** Whoever is revoked in time does not run, whoever runs in time is not revoked, and the rest is up to its kind. */
    private boolean mayEndAs(Submission task, String state) {
        if (task.kind() != Kind.REVOKED) {
            return state.equals(task.kind().end());
        }
        List<Run> runs = runsByTask.getOrDefault(task.id(), List.of());
        return state.equals(States.REVOKED)
                ? runs.stream().allMatch(this::mayHaveBeenLost)
                : state.equals(States.SUCCESS) && !runs.isEmpty();
    }

    /** What a run brings during a fault may not have reached its row when it was revoked. */
    private boolean mayHaveBeenLost(Run run) {
        return history.faults().stream().anyMatch(fault -> fault.contains(run.start(), RunCheck.SETTLING));
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

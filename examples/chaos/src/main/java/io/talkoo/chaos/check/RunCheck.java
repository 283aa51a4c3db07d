package io.talkoo.chaos.check;

import io.talkoo.chaos.history.Ending;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.history.Submission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How often, when and where the tasks ran. */
final class RunCheck {
    private final History history;
    private final Map<String, List<Run>> runsByTask;
    private final Excuses excuses;
    private final Consumer<Breach> breaches;
    private long extraRuns;

    RunCheck(History history, Map<String, List<Run>> runsByTask, Excuses excuses, Consumer<Breach> breaches) {
        this.history = history;
        this.runsByTask = runsByTask;
        this.excuses = excuses;
        this.breaches = breaches;
    }

    void check() {
        runsByTask.forEach(this::repeated);
        history.runs().forEach(this::afterItsEnd);
        history.runs().forEach(this::afterItsRevoke);
    }

    long extraRuns() {
        return extraRuns;
    }

    /** Every retry is allowed one run, and a fault may repeat those that it cut off. */
    private void repeated(String task, List<Run> runs) {
        Map<Integer, Run> lastOfRetry = new HashMap<>();
        for (Run run : runs) {
            Run before = lastOfRetry.put(run.retries(), run);
            if (before != null) {
                extraRuns++;
                judge(before, run);
            }
        }
    }

    private void judge(Run before, Run again) {
        if (before.deliveries() == again.deliveries() && !isZombies(before, again)) {
            breach(Promise.TWO_OWNERS, again, "delivery started twice: " + before + " and " + again);
        }
        if (!excuses.mayHaveLost(before, again.start())) {
            breach(Promise.UNEXPLAINED_RUN, again, before + " was followed by " + again);
        }
    }

    /** A zombie may begin a delivery that the owner gave out after it had given up the zombie; one of the two is it. */
    private boolean isZombies(Run before, Run again) {
        return before.pid() != again.pid()
                && (excuses.mayNotKnow(before, again.start()) || excuses.mayNotKnow(again, before.start()));
    }

    private void afterItsEnd(Run run) {
        Ending row = history.rows().get(run.task());
        if (row != null
                && row.finishedAt() != null
                && startedAfter(run, row.finishedAt())
                && !excuses.mayNotKnow(run, row.finishedAt())) {
            breach(Promise.RAN_AFTER_END, run, run + " started after " + row);
        }
    }

    /** Times in statuses are cut to milliseconds. */
    private static boolean startedAfter(Run run, Instant finishedAt) {
        return run.start().truncatedTo(ChronoUnit.MILLIS).isAfter(finishedAt);
    }

    private void afterItsRevoke(Run run) {
        Submission task = history.submitted().get(run.task());
        if (task != null
                && task.isRevoked()
                && run.start().isAfter(task.revokeAcknowledgedAt())
                && !excuses.mayNotKnow(run, task.revokeAcknowledgedAt())) {
            breach(Promise.RAN_AFTER_REVOKE, run, run + " started after " + task);
        }
    }

    private void breach(Promise promise, Run run, String detail) {
        breaches.accept(new Breach(promise, run.task(), detail));
    }
}

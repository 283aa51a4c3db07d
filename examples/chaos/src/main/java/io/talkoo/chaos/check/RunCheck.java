package io.talkoo.chaos.check;

import io.talkoo.chaos.history.Ending;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.history.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How often, when and where the tasks ran. */
final class RunCheck {
    /** A run that ended so shortly before a fault may have been cut off before its outcome was stored. */
    static final Duration OUTCOME_ON_ITS_WAY = Duration.ofSeconds(5);

    /** So long after a fault a node may still be slow, or act on what it knew before. */
    static final Duration SETTLING = Duration.ofSeconds(15);

    private final History history;
    private final Map<String, List<Run>> runsByTask;
    private final Consumer<Breach> breaches;
    private long extraRuns;

    RunCheck(History history, Map<String, List<Run>> runsByTask, Consumer<Breach> breaches) {
        this.history = history;
        this.runsByTask = runsByTask;
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
        if (before.deliveries() == again.deliveries() && !wasCutOff(before) && !wasCutOff(again)) {
            breach(Promise.TWO_OWNERS, again, "delivery started twice: " + before + " and " + again);
        }
        boolean explained = history.faults().stream()
                .anyMatch(fault -> !again.start().isBefore(fault.from())
                        && fault.mayHaveHit(before.start(), before.end(), OUTCOME_ON_ITS_WAY));
        if (!explained) {
            breach(Promise.UNEXPLAINED_RUN, again, before + " was followed by " + again);
        }
    }

    private void afterItsEnd(Run run) {
        Ending row = history.rows().get(run.task());
        if (row == null || row.finishedAt() == null || !startedAfter(run, row.finishedAt())) {
            return;
        }
        if (!wasCutOff(run)) {
            breach(Promise.RAN_AFTER_END, run, run + " started after " + row);
        }
    }

    /** Times in statuses are cut to milliseconds. */
    private static boolean startedAfter(Run run, Instant finishedAt) {
        return run.start().truncatedTo(ChronoUnit.MILLIS).isAfter(finishedAt);
    }

    /** A node that was stopped or cut off starts what it had in hand before it hears that others have ended it. */
    private boolean wasCutOff(Run run) {
        return history.faults().stream()
                .anyMatch(fault -> fault.nodes().contains(run.node()) && fault.contains(run.start(), SETTLING));
    }

    private void afterItsRevoke(Run run) {
        Submission task = history.submitted().get(run.task());
        if (task != null && task.isRevoked() && run.start().isAfter(task.revokeAcknowledgedAt())) {
            breach(Promise.RAN_AFTER_REVOKE, run, run + " started after " + task);
        }
    }

    private void breach(Promise promise, Run run, String detail) {
        breaches.accept(new Breach(promise, run.task(), detail));
    }
}

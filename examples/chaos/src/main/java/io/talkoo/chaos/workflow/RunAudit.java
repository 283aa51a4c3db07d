package io.talkoo.chaos.workflow;

import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.tasks.RunLog;
import io.talkoo.chaos.workflow.Flaw.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Whether every step ran as often as it has to, and brought what it has to. */
final class RunAudit {
    /** A run that ended so shortly before a fault may have been cut off before its outcome was stored. */
    private static final Duration OUTCOME_ON_ITS_WAY = Duration.ofSeconds(5);

    private final Map<String, String> keys;
    private final Map<String, StepEnd> steps;
    private final Observed observed;
    private final Consumer<Flaw> flaws;

    /** How many runs there are of a step, the repeated ones as one. */
    private final Map<String, Integer> once = new HashMap<>();

    private long extraRuns;

    /** @param keys of the tasks' steps, by the tasks' ids */
    RunAudit(Map<String, String> keys, Map<String, StepEnd> steps, Observed observed, Consumer<Flaw> flaws) {
        this.keys = keys;
        this.steps = steps;
        this.observed = observed;
        this.flaws = flaws;
    }

    long extraRuns() {
        return extraRuns;
    }

    void check() {
        observed.runs().stream()
                .collect(Collectors.groupingBy(run -> run.task() + "|" + run.retries()))
                .values()
                .forEach(this::sameRuns);
        steps.forEach((key, step) -> {
            int ran = once.getOrDefault(key, 0);
            if (ran != step.runsOnce()) {
                flaw(key, "expected " + step.runsOnce() + " runs, got " + ran + " of " + step);
            }
        });
    }

    /** @param runs of one task with the same number of retries, by their start */
    private void sameRuns(List<Run> runs) {
        String key = keys.getOrDefault(id(runs.get(0)), "?");
        once.merge(key, 1, Integer::sum);
        StepEnd step = steps.get(key);
        Set<String> outcomes = step == null ? null : step.runs().get(name(runs.get(0)));
        if (outcomes == null) {
            flaw(key, "must not have run: " + runs);
            return;
        }
        runs.stream()
                .filter(run -> run.outcome() != null && !outcomes.contains(run.outcome()))
                .forEach(run -> flaw(key, "expected " + outcomes + ", got " + run));
        if (runs.stream().allMatch(run -> run.outcome() == null)) {
            flaw(key, "never ran to its end: " + runs);
        }
        for (int i = 1; i < runs.size(); i++) {
            repeated(key, runs.get(i - 1), runs.get(i));
        }
    }

    private void repeated(String key, Run before, Run again) {
        extraRuns++;
        boolean explained = observed.faults().stream()
                .anyMatch(fault -> !again.start().isBefore(fault.from())
                        && fault.mayHaveHit(before.start(), before.end(), OUTCOME_ON_ITS_WAY));
        if (!explained) {
            flaws.accept(new Flaw(Kind.UNEXPLAINED_RUN, key, before + " was followed by " + again));
        }
    }

    private static String id(Run run) {
        return run.task().split(RunLog.ITEM)[0];
    }

    private static String name(Run run) {
        int item = run.task().indexOf(RunLog.ITEM);
        return run.retries() + (item < 0 ? "" : run.task().substring(item));
    }

    private void flaw(String key, String detail) {
        flaws.accept(new Flaw(Kind.WRONG_RUN, key, detail));
    }
}

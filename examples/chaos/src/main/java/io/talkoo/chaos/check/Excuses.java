package io.talkoo.chaos.check;

import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What may come of a fault without a promise being broken. There is nothing else that is excused. */
final class Excuses {
    /** A run that ended so shortly before a fault may have been cut off before its outcome was stored. */
    static final Duration OUTCOME_ON_ITS_WAY = Duration.ofSeconds(5);

    private final History history;

    /** Processes that lived through a fault after which others may have given them up. */
    private final Map<FaultWindow, Set<Long>> zombies = new HashMap<>();

    Excuses(History history) {
        this.history = history;
        history.faults().stream()
                .filter(FaultWindow::leavesZombies)
                .forEach(fault -> zombies.put(fault, fault.struck(history.runs())));
    }

    /**
     * Whether the outcome of a run may have been lost to a fault before it was in the row, so that the task was still
     * open at {@code then}. It makes no difference where the run was: what it brings is written by the owner of the
     * task, who may be on another node, the one that was hit.
     */
    boolean mayHaveLost(Run run, Instant then) {
        return history.faults().stream()
                .anyMatch(fault ->
                        !then.isBefore(fault.from()) && fault.mayHaveHit(run.start(), run.end(), OUTCOME_ON_ITS_WAY));
    }

    /**
     * Whether a run was begun by a zombie that may not have heard of what happened at {@code then}: a process from
     * before a fault that kept it from the others, while that fault went on or the cluster was not whole again. It
     * begins what it has in line or finds in the store; what it brings is refused, which the ends of the tasks tell.
     */
    boolean mayNotKnow(Run run, Instant then) {
        return zombies.entrySet().stream()
                .filter(each -> each.getValue().contains(run.pid()))
                .map(Map.Entry::getKey)
                .anyMatch(fault -> !then.isBefore(fault.from()) && fault.contains(run.start(), Duration.ZERO));
    }
}

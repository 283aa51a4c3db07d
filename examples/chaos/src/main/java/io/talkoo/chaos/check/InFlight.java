package io.talkoo.chaos.check;

import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Run;
import java.util.Set;

/** The runs that a fault may have cut off, so that they had to be repeated. */
final class InFlight {
    private InFlight() {}

    static long count(History history) {
        return history.faults().stream()
                .flatMap(fault -> {
                    Set<Long> struck = fault.struck(history.runs());
                    return history.runs().stream()
                            .filter(run -> isUnderWay(run, fault) || isStruck(run, fault, struck));
                })
                .map(Run::id)
                .distinct()
                .count();
    }

    private static boolean isUnderWay(Run run, FaultWindow fault) {
        return !run.start().isAfter(fault.from())
                && (run.end() == null || !run.end().isBefore(fault.from()));
    }

    private static boolean isStruck(Run run, FaultWindow fault, Set<Long> struck) {
        return struck.contains(run.pid()) && fault.mayHaveHit(run.start(), run.end(), Excuses.OUTCOME_ON_ITS_WAY);
    }
}

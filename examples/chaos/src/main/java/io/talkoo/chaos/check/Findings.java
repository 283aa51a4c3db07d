package io.talkoo.chaos.check;

import java.util.List;

/**
 * What a checker found out.
 *
 * @param runsInFlight runs that were under way when a fault struck, or began on a node that was cut off
 * @param extraRuns runs beyond the first that no retry asked for, the explained ones included
 */
public record Findings(long acknowledged, long runs, long runsInFlight, long extraRuns, List<Breach> breaches) {
    public boolean isClean() {
        return breaches.isEmpty();
    }

    public long count(Promise promise) {
        return of(promise).size();
    }

    public List<Breach> of(Promise promise) {
        return breaches.stream().filter(breach -> breach.promise() == promise).toList();
    }
}

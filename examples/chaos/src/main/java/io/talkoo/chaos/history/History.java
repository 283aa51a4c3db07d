package io.talkoo.chaos.history;

import java.util.List;
import java.util.Map;

/**
 * Everything that was seen of one run of the harness. What the checker judges.
 *
 * @param submitted by id
 * @param runs by their start
 * @param seen ends of tasks as watchers were told them while the load went on
 * @param rows every task that the cluster lists at the end, by id
 * @param faults in their order
 * @param brokenWatches watchers that were told an error
 * @param refused submits and revokes with an answer that is not in the contract for them
 * @param disturbances what else went wrong, in words: a cluster that did not become whole again
 */
public record History(
        Map<String, Submission> submitted,
        List<Run> runs,
        List<Ending> seen,
        Map<String, Ending> rows,
        List<FaultWindow> faults,
        List<Complaint> brokenWatches,
        List<Complaint> refused,
        List<String> disturbances) {}

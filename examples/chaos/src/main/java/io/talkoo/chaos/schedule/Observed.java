package io.talkoo.chaos.schedule;

import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.Run;
import io.talkoo.protocol.TaskSummary;
import java.util.List;

/**
 * What was seen when all schedules were paused and all tasks had ended, or should have.
 *
 * @param rows every task that the cluster lists
 * @param runs as the tasks wrote them down, by their start
 * @param notWhole what the nodes did not recover from, in words
 */
record Observed(List<TaskSummary> rows, List<Run> runs, List<FaultWindow> faults, List<String> notWhole) {}

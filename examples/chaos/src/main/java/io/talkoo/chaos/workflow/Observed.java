package io.talkoo.chaos.workflow;

import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.Run;
import io.talkoo.protocol.TaskSummary;
import io.talkoo.protocol.WorkflowStatus;
import java.util.List;
import java.util.Map;

/**
 * What was seen of all workflows when they had ended.
 *
 * @param workflows by name; null for one that nobody could tell
 * @param rows every task that the cluster lists
 * @param runs as the tasks wrote them down, by their start
 */
public record Observed(
        Map<String, WorkflowStatus> workflows, List<TaskSummary> rows, List<Run> runs, List<FaultWindow> faults) {}

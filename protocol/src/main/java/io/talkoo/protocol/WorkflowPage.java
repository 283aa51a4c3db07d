package io.talkoo.protocol;

import java.util.List;

/**
 * One page of the list of workflows, newest first.
 *
 * @param next what to pass as {@code cursor} for the page after this one; null on the last
 */
public record WorkflowPage(List<WorkflowSummary> workflows, String next) {}

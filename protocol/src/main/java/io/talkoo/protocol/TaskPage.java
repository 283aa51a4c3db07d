package io.talkoo.protocol;

import java.util.List;

/**
 * One page of a list, newest first.
 *
 * @param next what to pass as {@code cursor} for the page after this one; null on the last
 */
public record TaskPage(List<TaskSummary> tasks, String next) {}

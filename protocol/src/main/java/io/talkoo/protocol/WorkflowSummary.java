package io.talkoo.protocol;

import java.time.Instant;

/**
 * A workflow as lists show it.
 *
 * @param id of its result, as in {@link WorkflowStatus}
 * @param state of what brings its result: PENDING until that can run
 * @param finishedAt null until it is ready
 */
public record WorkflowSummary(String id, String state, boolean ready, Instant createdAt, Instant finishedAt) {}

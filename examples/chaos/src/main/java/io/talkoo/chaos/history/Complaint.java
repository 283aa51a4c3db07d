package io.talkoo.chaos.history;

import java.time.Instant;

/**
 * An answer that a client should not have got, or might not have.
 *
 * @param node who gave it, or failed to
 */
public record Complaint(String task, String node, Instant at, String detail) {}

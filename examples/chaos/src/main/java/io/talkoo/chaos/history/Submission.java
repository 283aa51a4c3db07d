package io.talkoo.chaos.history;

import java.time.Instant;

/**
 * A task that the load submitted, perhaps several times. Immutable.
 *
 * @param at when it was submitted first
 * @param acknowledgedAt null as long as nobody said that it is stored
 * @param revokeAcknowledgedAt null unless it was revoked and somebody said so
 */
public record Submission(
        String id, Kind kind, Instant at, Instant acknowledgedAt, String node, Instant revokeAcknowledgedAt) {
    public static Submission of(String id, Kind kind, Instant at) {
        return new Submission(id, kind, at, null, null, null);
    }

    public Submission acknowledged(String byNode, Instant when) {
        return new Submission(id, kind, at, when, byNode, revokeAcknowledgedAt);
    }

    public Submission revoked(Instant when) {
        return new Submission(id, kind, at, acknowledgedAt, node, when);
    }

    public boolean isAcknowledged() {
        return acknowledgedAt != null;
    }

    public boolean isRevoked() {
        return revokeAcknowledgedAt != null;
    }
}

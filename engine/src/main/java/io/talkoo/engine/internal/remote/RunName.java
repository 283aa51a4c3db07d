package io.talkoo.engine.internal.remote;

import java.util.Optional;

/**
 * A run as its worker names it: with the worker that it was handed to, so that every node finds who answers for it, and with
 * its task, so that no two runs have one name.
 */
public record RunName(long token, String workerId, String taskId) {
    private static final String BETWEEN = ".";
    private static final int PARTS = 3;

    /** Reads what {@link #toString} wrote; empty for anything else. */
    public static Optional<RunName> parse(String text) {
        String[] parts = text.split("\\.", -1);
        try {
            return parts.length == PARTS
                    ? Optional.of(new RunName(Long.parseLong(parts[0]), parts[1], parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What it is to the worker that it was handed to. */
    public RunKey key() {
        return new RunKey(taskId, token);
    }

    @Override
    public String toString() {
        return token + BETWEEN + workerId + BETWEEN + taskId;
    }
}

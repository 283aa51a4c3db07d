package io.talkoo.engine.internal.remote;

import java.util.Optional;

/**
 * A run as its worker names it: with the worker that it was handed to, so that every node finds who answers for it.
 */
public record RunName(long token, String workerId) {
    private static final char BETWEEN = '.';

    /** Reads what {@link #toString} wrote; empty for anything else. */
    public static Optional<RunName> parse(String text) {
        int end = text.indexOf(BETWEEN);
        try {
            return end < 1
                    ? Optional.empty()
                    : Optional.of(new RunName(Long.parseLong(text.substring(0, end)), text.substring(end + 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return Long.toString(token) + BETWEEN + workerId;
    }
}

package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Why a task failed, waits for a retry, or was revoked.
 *
 * @param type class name of what was thrown, or one of the engine's own ({@code talkoo.…}, see {@link ErrorTypes})
 * @param message its message; may be null
 * @param traceback the stack trace where it was thrown; null for the engine's own
 * @param cause only of {@code talkoo.UpstreamFailed}: the task that failed first
 */
public record TaskError(
        String type,
        String message,
        String traceback,
        @JsonInclude(JsonInclude.Include.NON_NULL) Cause cause) {

    public record Cause(String id, String name, String type, String message) {}

    public static TaskError of(String type, String message) {
        return new TaskError(type, message, null, null);
    }

    /** This error as lists show it. */
    public TaskError withoutTraceback() {
        return traceback == null ? this : new TaskError(type, message, null, cause);
    }
}

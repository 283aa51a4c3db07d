package io.talkoo.protocol;

import java.util.Locale;

/** Everything that can be wrong with a call, each with its stable code and HTTP status. Public API. */
public enum ProblemType {
    BAD_REQUEST(400, "The request cannot be read"),
    UNAUTHORIZED(401, "A key is needed"),
    FORBIDDEN(403, "The caller is not allowed to do this"),
    FOREIGN_HOST(403, "The Host header names another machine"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not supported here"),
    CONFLICT(409, "The id is known with another body"),
    WRONG_STATE(409, "The task's state does not allow this"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has to be JSON"),
    UNKNOWN_TASK(422, "No such task is registered"),
    BAD_ARGUMENTS(422, "The arguments do not fit the task's parameters"),
    INVALID(422, "The request is well-formed, but not acceptable"),
    OVERLOADED(429, "The engine sheds load; nothing was stored"),
    INTERNAL(500, "Something went wrong inside"),
    PAYLOAD_CODEC(500, "A payload could not be encoded or decoded"),
    UNAVAILABLE(503, "The store or the owning node did not answer in time");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The stable code, for example {@code urn:talkoo:problem:unknown-task}. */
    public String urn() {
        return "urn:talkoo:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

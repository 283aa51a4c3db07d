package io.talkoo.protocol;

/** The engine's own values of {@link TaskError#type()}. Public API: clients compare them. */
public final class ErrorTypes {
    /** The task was revoked, or expired while it waited; the message is the reason. */
    public static final String REVOKED = "talkoo.Revoked";

    /** The attempt ran longer than its hard {@code timeLimit}. */
    public static final String TIME_LIMIT_EXCEEDED = "talkoo.TimeLimitExceeded";

    /** The worker died during the attempt, and the task is to be delivered at most once. */
    public static final String WORKER_LOST = "talkoo.WorkerLost";

    /** The task was delivered {@code max-deliveries} times, and each time its worker died. */
    public static final String TOO_MANY_DELIVERIES = "talkoo.TooManyDeliveries";

    /** A step before this one failed. */
    public static final String UPSTREAM_FAILED = "talkoo.UpstreamFailed";

    /** The stored arguments no longer fit the task's parameters. */
    public static final String BAD_ARGUMENTS = "talkoo.BadArguments";

    /** The return value cannot be written as JSON, or is too large. */
    public static final String BAD_RESULT = "talkoo.BadResult";

    private ErrorTypes() {}
}

package io.talkoo.engine;

/** The task was revoked: thrown in the task by {@link TaskContext#checkpoint()}, so that it stops. */
public final class TaskRevokedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason as given with the revoke; may be null */
    public TaskRevokedException(String reason) {
        super(reason);
    }
}

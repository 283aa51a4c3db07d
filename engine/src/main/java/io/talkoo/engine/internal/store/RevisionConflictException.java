package io.talkoo.engine.internal.store;

/**
 * A write found its row at another revision than the one it was based on, or a first write found its id taken. Nothing
 * was written; who gets this reads the row again. Carries no stack trace: it is an ordinary outcome of a race.
 */
public final class RevisionConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RevisionConflictException(String key, long revision) {
        super(
                "expected " + key + " to be ready for revision " + revision + ", but its row has another one",
                null,
                false,
                false);
    }
}

package io.talkoo.engine.internal.task;

import io.talkoo.protocol.States;

/**
 * The built-in states with the codes they are stored under. Codes below 10 are open, those below 20 final, the others
 * wait for other rows: the partial index of the waiting tasks rests on that ({@code state < 10}), so a code never changes
 * its meaning.
 */
public enum Phase {
    PENDING(0, States.PENDING),
    STARTED(1, States.STARTED),
    RETRY(2, States.RETRY),
    SUCCESS(10, States.SUCCESS),
    FAILURE(11, States.FAILURE),
    REVOKED(12, States.REVOKED),

    /** Runs once the rows it waits for have ended. */
    BLOCKED(20, States.PENDING),

    /** Ends with what the rows it waits for bring: a group, and a task that was replaced. */
    GATHERING(21, States.PENDING);

    private final int code;
    private final String word;

    Phase(int code, String word) {
        this.code = code;
        this.word = word;
    }

    public int code() {
        return code;
    }

    public String word() {
        return word;
    }

    public boolean ready() {
        return code >= 10 && code < 20;
    }

    /** Whether it waits for other rows. */
    public boolean blocked() {
        return code >= 20;
    }
}

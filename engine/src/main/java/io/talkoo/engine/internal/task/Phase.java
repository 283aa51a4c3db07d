package io.talkoo.engine.internal.task;

import io.talkoo.protocol.States;

/**
 * The built-in states with the codes they are stored under. Codes below 10 are open, the others final: the partial index
 * of the waiting tasks rests on that ({@code state < 10}), so a code never changes its meaning.
 */
public enum Phase {
    PENDING(0, States.PENDING),
    STARTED(1, States.STARTED),
    RETRY(2, States.RETRY),
    SUCCESS(10, States.SUCCESS),
    FAILURE(11, States.FAILURE),
    REVOKED(12, States.REVOKED);

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
        return code >= 10;
    }
}

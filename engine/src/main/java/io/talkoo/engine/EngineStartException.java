package io.talkoo.engine;

/**
 * The engine cannot start as it was told to, and it is for the operator to mend: the data directory is in use, the
 * database is damaged, foreign or of a newer version, the actor system does not fit. The message is one clear line.
 */
public final class EngineStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineStartException(String message) {
        this(message, null);
    }

    public EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

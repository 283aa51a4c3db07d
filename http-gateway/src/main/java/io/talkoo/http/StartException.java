package io.talkoo.http;

/** What the operator has to put right before a node can start; the message says it in one line. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartException(String line) {
        this(line, null);
    }

    public StartException(String line, Throwable cause) {
        super(line, cause);
    }
}

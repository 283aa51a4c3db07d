package io.talkoo.engine.internal.wire;

/** A message that cannot be written or read. Pekko logs it and drops the message; the connection goes on. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WireException(String message) {
        super(message);
    }

    WireException(String message, Throwable cause) {
        super(message, cause);
    }
}

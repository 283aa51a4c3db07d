package io.talkoo.engine.internal.store;

/** The store cannot be opened, for a reason an operator can put right. The message is one line that says how. */
public final class StoreRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreRefusedException(String message) {
        super(message);
    }

    public StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

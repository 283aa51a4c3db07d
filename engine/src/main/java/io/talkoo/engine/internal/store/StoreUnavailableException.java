package io.talkoo.engine.internal.store;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;

/** The store could not carry an operation out now: it is full, failing, overloaded or closed. A repeat may succeed. */
public final class StoreUnavailableException extends TalkooException {
    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String detail) {
        super(ProblemType.UNAVAILABLE, detail);
    }
}

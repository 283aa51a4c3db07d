package io.talkoo.engine.internal.store;

import java.sql.SQLException;

/** Where a thread of the store has its session from; of that thread alone. */
interface Sessions extends AutoCloseable {
    /** Whether {@link #take} has no need to connect first. May be asked by any thread. */
    boolean isConnected();

    /** The session to use until {@link #release} or {@link #discard}. */
    Session take() throws SQLException;

    /** Ends the use of the session, if it was taken. */
    void release();

    /** Ends the use of the session after a fault of the database: the next one is a new one, where that is of use. */
    void discard();

    @Override
    void close();
}

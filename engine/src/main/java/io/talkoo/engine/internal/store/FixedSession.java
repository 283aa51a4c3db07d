package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one session to a database in this process, which is as good as the database itself. */
final class FixedSession implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(FixedSession.class);

    private final Session session;

    FixedSession(Session session) {
        this.session = session;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public Session take() {
        return session;
    }

    @Override
    public void release() {}

    @Override
    public void discard() {}

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            LOG.warn("A connection of the store could not be closed", e);
        }
    }
}

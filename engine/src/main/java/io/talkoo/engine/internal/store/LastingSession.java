package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a server that is kept while it works, and made anew after it did not. */
final class LastingSession implements Sessions {
    interface Connector {
        Session connect() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(LastingSession.class);

    private final Connector connector;
    private volatile Session session;

    LastingSession(Connector connector) {
        this.connector = connector;
    }

    @Override
    public boolean isConnected() {
        return session != null;
    }

    @Override
    public Session take() throws SQLException {
        if (session == null) {
            session = connector.connect();
        }
        return session;
    }

    @Override
    public void release() {}

    @Override
    public void discard() {
        Session broken = session;
        session = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                LOG.debug("A broken connection could not be closed: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        discard();
    }
}

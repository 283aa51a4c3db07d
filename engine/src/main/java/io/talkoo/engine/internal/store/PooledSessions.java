package io.talkoo.engine.internal.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections from a pool, which finds out by itself which of them still work. The pool is closed by its owner. */
final class PooledSessions implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(PooledSessions.class);

    private final HikariDataSource pool;
    private final Dialect dialect;
    private Session session;

    PooledSessions(HikariDataSource pool, Dialect dialect) {
        this.pool = pool;
        this.dialect = dialect;
    }

    @Override
    public boolean isConnected() {
        return pool.getHikariPoolMXBean().getTotalConnections() > 0;
    }

    @Override
    public Session take() throws SQLException {
        session = new Session(pool.getConnection(), dialect);
        return session;
    }

    @Override
    public void release() {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                LOG.debug("A connection could not be given back: {}", e.getMessage());
            }
            session = null;
        }
    }

    @Override
    public void discard() {
        if (session != null) {
            pool.evictConnection(session.connection());
            release();
        }
    }

    @Override
    public void close() {
        release();
    }
}

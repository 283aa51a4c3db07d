package io.talkoo.engine.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A start's wait for a server that cannot be reached yet, or does not take writes yet. */
final class PostgresWait {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWait.class);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PostgresConnections connections;
    private final Dialect dialect;
    private final Duration limit;
    private final long startNanos = System.nanoTime();
    private Duration saidAt = Duration.ZERO;

    PostgresWait(PostgresConnections connections, Dialect dialect, Duration limit) {
        this.connections = connections;
        this.dialect = dialect;
        this.limit = limit;
    }

    /** Blocks. Throws {@link StoreRefusedException} when the wait was too long, or would be of no use. */
    void await() {
        while (true) {
            try (Connection connection = connections.writing()) {
                dialect.check(new Session(connection, dialect));
                return;
            } catch (SQLException e) {
                waitAfter(e);
            }
        }
    }

    private void waitAfter(SQLException cause) {
        if (!mayPass(cause)) {
            throw connections.refused(cause);
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - startNanos);
        if (waited.compareTo(limit) >= 0 || Thread.currentThread().isInterrupted()) {
            throw new StoreRefusedException(
                    "PostgreSQL at " + connections + " could not be used within talkoo.store.connect-timeout ("
                            + limit.toSeconds() + "s): " + PostgresConnections.describe(cause)
                            + "; start it, or correct talkoo.store.url",
                    cause);
        }
        if (saidAt.isZero() || waited.minus(saidAt).compareTo(BETWEEN_LINES) >= 0) {
            saidAt = waited;
            LOG.warn(
                    "Waiting for PostgreSQL at {} ({} s of {} s): {}",
                    connections,
                    waited.toSeconds(),
                    limit.toSeconds(),
                    PostgresConnections.describe(cause));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_TRIES.toMillis()));
    }

    /** Connection lost or refused, resources short, starting or stopping, a standby. */
    private static boolean mayPass(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals(PostgresDialect.READ_ONLY);
    }
}

package io.talkoo.engine.internal.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.talkoo.config.TalkooSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database on a PostgreSQL server, shared with the other nodes of the cluster. */
final class PostgresDatabase implements Database {
    static final String PREFIX = "jdbc:postgresql:";

    private static final int OLDEST_VERSION = 15;

    /** "TALKOO" as a number: whoever migrates the tables holds the lock of this name. */
    private static final long MIGRATION_LOCK = 0x54414c4b4f4fL;

    private static final long BORROW_MILLIS = 1000;

    private final Dialect dialect = new PostgresDialect();
    private final TalkooSettings.Store settings;
    private final PostgresConnections connections;
    private HikariDataSource pool;

    PostgresDatabase(TalkooSettings.Store settings) {
        this.settings = settings;
        this.connections = new PostgresConnections(settings);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void open() {
        new PostgresWait(connections, dialect, settings.connectTimeout()).await();
        try (Connection connection = connections.patient().getConnection()) {
            refuseOld(connection);
            migrate(connection);
        } catch (SQLException e) {
            throw connections.refused(e);
        }
        pool = new HikariDataSource(poolSettings());
    }

    private void refuseOld(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_VERSION) {
            throw new StoreRefusedException("expected PostgreSQL " + OLDEST_VERSION + " or later at " + connections
                    + ", got version " + version + "; upgrade the server, or name another one");
        }
    }

    /** Nodes that start at the same time take turns: the later ones find the work done. */
    private void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            Schema.migrate(connections.patient(), "postgres", connections.toString());
            statement.execute("SELECT pg_advisory_unlock(" + MIGRATION_LOCK + ")");
        }
    }

    private HikariConfig poolSettings() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("talkoo-store");
        config.setDataSource(connections.reading());
        config.setMaximumPoolSize(settings.readConnections());
        config.setMinimumIdle(0);
        config.setConnectionInitSql(connections.readingSettings());
        config.setConnectionTimeout(BORROW_MILLIS);
        config.setValidationTimeout(BORROW_MILLIS);
        config.setInitializationFailTimeout(-1);
        return config;
    }

    @Override
    public Sessions writing() {
        return new LastingSession(() -> new Session(connections.writing(), dialect));
    }

    @Override
    public Sessions reading() {
        return new PooledSessions(pool, dialect);
    }

    @Override
    public boolean isReadBesideWrites() {
        return true;
    }

    /** One connection is for rows, one for sweeps. */
    @Override
    public int listReaders() {
        return settings.readConnections() - 2;
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public String toString() {
        return connections.toString();
    }
}

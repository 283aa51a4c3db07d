package io.talkoo.benchmark;

import io.talkoo.config.TalkooSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A PostgreSQL database.
 *
 * @param own the server that was started for the measurement; null if there was one
 */
record PostgresStorage(String url, String user, String password, EmbeddedPostgres own) implements Storage {
    private static final String OWN_USER = "postgres";

    /** Starts a server that keeps what it acknowledges, with the memory of a small dedicated one. */
    static PostgresStorage start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("shared_buffers", "1GB")
                    .setServerConfig("max_wal_size", "4GB")
                    .start();
            return new PostgresStorage(server.getJdbcUrl(OWN_USER, "postgres"), OWN_USER, "", server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection of the caller's own. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public TalkooSettings in(TalkooSettings settings) {
        return settings.with("store.url", url).with("store.user", user).with("store.password", password);
    }

    @Override
    public List<String> arguments() {
        return List.of("--store=postgres", "--url=" + url, "--user=" + user, "--password=" + password);
    }

    @Override
    public double mebibytes() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1) / (double) (1 << 20);
        } catch (SQLException e) {
            throw new IllegalStateException("the size of the database cannot be read", e);
        }
    }

    @Override
    public void close() {
        if (own != null) {
            try {
                own.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

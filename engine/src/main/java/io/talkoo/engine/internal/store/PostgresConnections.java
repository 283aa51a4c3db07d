package io.talkoo.engine.internal.store;

import io.talkoo.config.TalkooSettings;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to PostgreSQL with their settings. What the URL says wins over what is said here. Thread-safe. */
final class PostgresConnections {
    /**
     * Statements are planned once, often while the tables are empty, and are used for ever: without these the plan of that
     * moment, which reads whole tables, costs six times as much later on.
     */
    private static final String INDEXES_ALWAYS =
            "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;";

    private static final String PLAN_ONCE = "SET plan_cache_mode = force_generic_plan";

    private final TalkooSettings.Store settings;
    private final Properties given;

    PostgresConnections(TalkooSettings.Store settings) {
        this.settings = settings;
        this.given = Driver.parseURL(settings.url(), null);
        if (given == null) {
            throw new StoreRefusedException(
                    "expected a store url such as jdbc:postgresql://localhost:5432/talkoo, got \"" + settings.url()
                            + "\"");
        }
    }

    /** For the writer. */
    Connection writing() throws SQLException {
        Connection connection = bounded().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(limits() + INDEXES_ALWAYS + PLAN_ONCE);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** For the pool of those that read; each connection needs {@link #readingSettings}. */
    DataSource reading() {
        return bounded();
    }

    String readingSettings() {
        return limits() + INDEXES_ALWAYS;
    }

    /** For the migration, whose statements may take their time. */
    DataSource patient() {
        return source();
    }

    private PGSimpleDataSource bounded() {
        PGSimpleDataSource source = source();
        set(source, PGProperty.SOCKET_TIMEOUT, seconds(settings.writeTimeout()));
        set(source, PGProperty.CANCEL_SIGNAL_TIMEOUT, "1");
        set(source, PGProperty.PREPARE_THRESHOLD, "1");
        return source;
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        if (!settings.user().isEmpty()) {
            source.setUser(settings.user());
        }
        if (!settings.password().isEmpty()) {
            source.setPassword(settings.password());
        }
        set(source, PGProperty.APPLICATION_NAME, "talkoo");
        set(source, PGProperty.CONNECT_TIMEOUT, seconds(settings.writeTimeout()));
        set(source, PGProperty.LOGIN_TIMEOUT, seconds(settings.writeTimeout()));
        set(source, PGProperty.TCP_KEEP_ALIVE, "true");
        // A standby that was promoted is not looked at again before.
        set(source, PGProperty.HOST_RECHECK_SECONDS, "2");
        return source;
    }

    private void set(PGSimpleDataSource source, PGProperty property, String value) {
        if (!given.containsKey(property.getName())) {
            source.setProperty(property, value);
        }
    }

    /** The driver knows whole seconds, and none is without end. */
    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    /**
     * The server ends by itself what nobody waits for any more, so that a node that vanished holds no lock for long; and
     * a statement that is only slow before the connection is given up for it.
     */
    private String limits() {
        long millis = settings.writeTimeout().toMillis();
        return "SET statement_timeout = " + millis * 4 / 5 + "; SET idle_in_transaction_session_timeout = " + millis * 2
                + ";";
    }

    /** In words for an operator, without secrets. */
    StoreRefusedException refused(SQLException cause) {
        return new StoreRefusedException(
                "cannot use PostgreSQL at " + this + ": " + describe(cause)
                        + "; see to talkoo.store.url, user and password, and to the server",
                cause);
    }

    /** One line; of some errors of the way there, only the cause tells something: that the host is unknown. */
    static String describe(SQLException error) {
        String line = error.getMessage().lines().findFirst().orElse("");
        return error.getCause() instanceof UnknownHostException unknown ? line + " (" + unknown + ")" : line;
    }

    /** The URL without what may hold a secret. */
    @Override
    public String toString() {
        return settings.url().substring(PostgresDatabase.PREFIX.length()).replaceFirst("\\?.*", "");
    }
}

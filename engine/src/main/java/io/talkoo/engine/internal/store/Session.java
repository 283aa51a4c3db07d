package io.talkoo.engine.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with the statements prepared on it. Used by one thread at a time.
 *
 * <p>Transactions are opened and closed in SQL: after a full disk SQLite has ended the transaction by itself, which JDBC's
 * own bookkeeping does not notice, and every later row would be committed alone.
 */
final class Session implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** The statement for {@code sql}, prepared once; for texts of which there is a fixed number. */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** A statement for a text made up for one call; the caller closes it. */
    PreparedStatement prepareOnce(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Runs a statement to its end, whatever it returns: some pragmas do a step of their work for every row asked for. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The first column of the first row; 0 when there is none. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The first column of the first row; empty when there is none. */
    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** Ends a transaction that failed, where the database has not done so itself. */
    void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            log.debug("There was nothing to roll back: {}", e.getMessage());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package io.talkoo.examples.taskapp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteDataSource;

/** The application's own data: users, and what belongs to them. It has nothing to do with the engine's store. */
final class AppDatabase implements AutoCloseable {
    /** The tables with rows of a user. */
    static final List<String> TABLES = List.of("orders", "messages");

    private final Connection connection;

    /** Takes one row, column by column. */
    interface RowReader {
        void read(Map<String, Object> row) throws IOException;
    }

    private AppDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Opens the database; a new one is made with three users in it. */
    static AppDatabase open(Path file) throws SQLException, IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.executeUpdate(schema());
        }
        return new AppDatabase(connection);
    }

    private static String schema() {
        try (InputStream sql = AppDatabase.class.getResourceAsStream("schema.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The user's own row. Throws {@link IllegalArgumentException} if there is none. */
    Map<String, Object> user(long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM users WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalArgumentException("user_id: there is no user " + id);
                }
                return row(rows);
            }
        }
    }

    /** How many rows of a table belong to the user. */
    int count(String table, long user) throws SQLException {
        String sql = "SELECT count(*) FROM " + table + " WHERE user_id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, user);
            try (ResultSet rows = select.executeQuery()) {
                return rows.getInt(1);
            }
        }
    }

    /** Hands over the user's rows of a table, one at a time, oldest first. */
    void read(String table, long user, RowReader reader) throws SQLException, IOException {
        String sql = "SELECT * FROM " + table + " WHERE user_id = ? ORDER BY id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, user);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(row(rows));
                }
            }
        }
    }

    private static Map<String, Object> row(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnName(i), rows.getObject(i));
        }
        return row;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

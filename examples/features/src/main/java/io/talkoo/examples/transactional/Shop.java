package io.talkoo.examples.transactional;

import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TransactionalClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The application: knows its database and the protocol alone, and runs no node. */
final class Shop implements AutoCloseable {
    private static final TransactionalClient TASKS = new TransactionalClient();

    private final Connection connection;

    /** @param url the database of the nodes, in which the shop has tables of its own */
    Shop(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS shop_order(goods TEXT NOT NULL, invoice TEXT NOT NULL)");
        }
        connection.setAutoCommit(false);
    }

    /** Takes an order, and has its invoice written: both, or neither. Answers the id of the task; does not commit. */
    String order(String goods) throws SQLException, IOException {
        String invoice = TASKS.submit(
                connection,
                TaskRequest.named("invoices.write")
                        .args(JsonBytes.write(List.of(goods)))
                        .build());
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO shop_order VALUES (?, ?)")) {
            insert.setString(1, goods);
            insert.setString(2, invoice);
            insert.executeUpdate();
        }
        return invoice;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    boolean hasOrder(String goods) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM shop_order WHERE goods = ?")) {
            select.setString(1, goods);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is written down once for the life of a database. */
final class Meta {
    private Meta() {}

    /** The value kept under {@code name}: the one proposed first, by whoever it was. */
    static String first(Session session, String name, String proposed) throws SQLException {
        try (PreparedStatement insert =
                session.prepareOnce("INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, name);
            insert.setString(2, proposed);
            insert.executeUpdate();
        }
        try (PreparedStatement select = session.prepareOnce("SELECT value FROM meta WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}

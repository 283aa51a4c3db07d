package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import scala.jdk.javaapi.FutureConverters;

/** What is written down once for the life of a database. */
final class Meta {
    private Meta() {}

    /**
     * The value kept under {@code name}: the one proposed first, by whoever it was. Blocks for the write; throws
     * {@link StoreRefusedException} when it fails.
     */
    static String fix(Writer writer, String name, String proposed) {
        try {
            return FutureConverters.asJava(writer.execute(session -> first(session, name, proposed)))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new StoreRefusedException(
                    "cannot write the " + name + " into the database: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private static String first(Session session, String name, String proposed) throws SQLException {
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

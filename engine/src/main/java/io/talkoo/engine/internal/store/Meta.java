package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import scala.jdk.javaapi.FutureConverters;

/**
 * What is written down for the whole of a database. Its methods block, and throw {@link StoreRefusedException} when the
 * database cannot be read or written.
 */
final class Meta {
    private static final String FIND = "SELECT value FROM meta WHERE name = ?";
    private static final String FIX = "INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String PUT =
            "INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value";

    private Meta() {}

    /** The value kept under {@code name}: the one proposed first, by whoever it was. */
    static String fix(Writer writer, String name, String proposed) {
        return run(writer, name, session -> {
            write(session, FIX, name, proposed);
            return find(session, name).orElseThrow();
        });
    }

    static Optional<String> find(Writer writer, String name) {
        return run(writer, name, session -> find(session, name));
    }

    /** Keeps {@code value} from now on. */
    static void put(Writer writer, String name, String value) {
        run(writer, name, session -> {
            write(session, PUT, name, value);
            return value;
        });
    }

    private static <T> T run(Writer writer, String name, Job.Work<T> work) {
        try {
            return FutureConverters.asJava(writer.execute(work))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new StoreRefusedException(
                    "cannot read or write the " + name + " of the database: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private static void write(Session session, String sql, String name, String value) throws SQLException {
        try (PreparedStatement insert = session.prepareOnce(sql)) {
            insert.setString(1, name);
            insert.setString(2, value);
            insert.executeUpdate();
        }
    }

    private static Optional<String> find(Session session, String name) throws SQLException {
        try (PreparedStatement select = session.prepareOnce(FIND)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}

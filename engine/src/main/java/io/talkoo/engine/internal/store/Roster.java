package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import scala.jdk.javaapi.FutureConverters;

/**
 * The nodes that use a database. Each signs again and again, with another mark each time, so that whoever reads the roster
 * twice knows who is alive, without comparing clocks. Thread-safe; nothing blocks.
 */
public final class Roster {
    private static final String PREFIX = "node ";
    private static final String SIGN =
            "INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private final Writer writer;

    Roster(Writer writer) {
        this.writer = writer;
    }

    /** Signs as {@code node}. Returns the marks of all nodes, this one included. */
    public CompletionStage<Map<String, String>> sign(String node) {
        return FutureConverters.asJava(writer.execute(session -> {
            PreparedStatement sign = session.prepared(SIGN);
            sign.setString(1, PREFIX + node);
            sign.setString(2, UUID.randomUUID().toString());
            sign.executeUpdate();
            return read(session);
        }));
    }

    private static Map<String, String> read(Session session) throws SQLException {
        Map<String, String> marks = new HashMap<>();
        PreparedStatement select = session.prepared("SELECT name, value FROM meta WHERE name LIKE '" + PREFIX + "%'");
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                marks.put(row.getString(1).substring(PREFIX.length()), row.getString(2));
            }
        }
        return marks;
    }

    /** Takes nodes off; one that is alive after all is back when it signs next. */
    public CompletionStage<Done> strike(Collection<String> nodes) {
        return FutureConverters.asJava(writer.execute(session -> {
            PreparedStatement delete = session.prepared("DELETE FROM meta WHERE name = ?");
            for (String node : nodes) {
                delete.setString(1, PREFIX + node);
                delete.executeUpdate();
            }
            return Done.getInstance();
        }));
    }
}

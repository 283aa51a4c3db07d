package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import scala.jdk.javaapi.FutureConverters;

/** How many partitions the tasks of a database are spread over: a number that is written down once. */
final class Partitions {
    private static final int UNKNOWN = 0;

    private final Writer writer;
    private volatile int count = UNKNOWN;

    Partitions(Writer writer) {
        this.writer = writer;
    }

    int fix(int configured) {
        count = FutureConverters.asJava(writer.execute(session -> store(session, configured)))
                .toCompletableFuture()
                .join();
        return count;
    }

    private static int store(Session session, int configured) throws SQLException {
        try (PreparedStatement insert =
                session.prepareOnce("INSERT INTO meta(name, value) VALUES ('partitions', ?) ON CONFLICT DO NOTHING")) {
            insert.setInt(1, configured);
            insert.executeUpdate();
        }
        return (int) session.number("SELECT value FROM meta WHERE name = 'partitions'");
    }

    int of(String id) {
        int known = count;
        if (known == UNKNOWN) {
            throw new IllegalStateException("expected partitions(int) to be called before the first task is written");
        }
        return Partition.of(id, known);
    }
}

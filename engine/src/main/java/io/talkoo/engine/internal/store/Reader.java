package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import java.util.List;

/** Runs the reads that are waiting in one read transaction, so that they share its cost; each fails alone. */
final class Reader extends StoreThread {
    private static final int MOST_TOGETHER = 256;

    private final SqliteDialect dialect;

    Reader(String name, Session session, int queueCapacity, SqliteDialect dialect) {
        super("talkoo-store-" + name, session, queueCapacity, MOST_TOGETHER);
        this.dialect = dialect;
    }

    @Override
    void process(List<Operation> reads, Session session) {
        try {
            session.execute("BEGIN");
            reads.forEach(read -> run((Job<?>) read, session));
        } catch (SQLException e) {
            reads.forEach(read -> read.fail(dialect.translate(e)));
        } finally {
            session.rollback();
        }
    }

    private void run(Job<?> read, Session session) {
        try {
            read.run(session);
        } catch (Throwable e) {
            read.fail(dialect.translate(e));
        }
    }
}

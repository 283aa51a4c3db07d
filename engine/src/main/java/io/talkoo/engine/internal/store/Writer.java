package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the database. The writes that are waiting share one transaction, and with it one wait for
 * the disk; jobs have a transaction each and keep their place in line.
 */
final class Writer extends StoreThread {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private final SqliteDialect dialect;
    private final Health health;
    private final Batch batch;

    Writer(Session session, int queueCapacity, int batchSize, SqliteDialect dialect, Health health) {
        super("talkoo-store-writer", session, queueCapacity, batchSize);
        this.dialect = dialect;
        this.health = health;
        this.batch = new Batch(dialect);
    }

    @Override
    void process(List<Operation> operations, Session session) {
        try {
            for (int i = 0; i < operations.size(); i++) {
                process(operations.get(i), session);
            }
            flush(session);
        } finally {
            batch.clear();
        }
    }

    private void process(Operation operation, Session session) {
        if (operation instanceof Job<?> job) {
            flush(session);
            run(job, session);
        } else if (!batch.add((Write) operation)) {
            flush(session);
            batch.add((Write) operation);
        }
    }

    private void flush(Session session) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            commit(session);
            batch.complete();
            if (health.fault().isPresent()) {
                probe(session);
            }
        } catch (Throwable e) {
            session.rollback();
            batch.fail(failure(e));
        } finally {
            batch.clear();
        }
    }

    private void commit(Session session) throws SQLException {
        try {
            session.execute(SqliteDialect.BEGIN_WRITE);
            batch.write(session);
        } catch (SQLException | RuntimeException e) {
            if (dialect.isFault(e)) {
                throw e;
            }
            log.warn(
                    "A batch holds a row that cannot be written, so its rows are written one by one: {}", e.toString());
            session.rollback();
            session.execute(SqliteDialect.BEGIN_WRITE);
            batch.writeSingly(session);
        }
        session.execute("COMMIT");
    }

    private void run(Job<?> job, Session session) {
        try {
            job.run(session);
        } catch (Throwable e) {
            session.rollback();
            job.fail(failure(e));
        }
    }

    private Throwable failure(Throwable cause) {
        if (dialect.isFault(cause)) {
            health.bad(cause);
        }
        return dialect.translate(cause);
    }

    @Override
    long idleAfterMillis() {
        return health.probeAfterMillis();
    }

    /** Looks whether the database can be written again, so that a node without work finds out too. */
    @Override
    void idle(Session session) {
        probe(session);
    }

    /** A write that went through proves little: the last free pages may have been just enough for it. */
    private void probe(Session session) {
        try {
            dialect.probe(session);
            health.good();
        } catch (SQLException e) {
            session.rollback();
            health.bad(e);
        }
    }
}

package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.FutureConverters;

/** Runs the reads that are waiting with one session, so that they share its cost; each fails alone. */
final class Reader extends StoreThread {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final int MOST_TOGETHER = 256;

    private final Sessions sessions;
    private final Dialect dialect;
    private final Health health;
    private final Writer writer;

    Reader(String name, Sessions sessions, int queueCapacity, Dialect dialect, Health health, Writer writer) {
        super("talkoo-store-" + name, sessions, queueCapacity, MOST_TOGETHER);
        this.sessions = sessions;
        this.dialect = dialect;
        this.health = health;
        this.writer = writer;
    }

    @Override
    void process(List<Operation> reads) {
        try {
            Session session = session();
            if (reads.stream().anyMatch(Operation::ofTasks)) {
                settle();
            }
            dialect.beginReads(session);
            load(
                    reads.stream()
                            .filter(Load.class::isInstance)
                            .map(Load.class::cast)
                            .toList(),
                    session);
            reads.stream().filter(Job.class::isInstance).forEach(read -> run((Job<?>) read, session));
            dialect.endReads(session);
        } catch (SQLException | RuntimeException e) {
            sessions.discard();
            reads.forEach(read -> read.fail(dialect.translate(e)));
        } finally {
            sessions.release();
        }
    }

    /** Waits for the writer, which has everything in its row before it does anything but write. */
    private void settle() {
        if (!dialect.isSettled()) {
            try {
                FutureConverters.asJava(writer.execute(session -> null))
                        .toCompletableFuture()
                        .join();
            } catch (CompletionException e) {
                LOG.debug("Rows are read as they are: {}", e.getMessage());
            }
        }
    }

    /** Leaves it to the writer to find out when a database that is gone is back: nobody waits meanwhile. */
    private Session session() throws SQLException {
        if (!sessions.isConnected() && health.fault().isPresent()) {
            throw new StoreUnavailableException(health.fault().orElse("the store is not connected"));
        }
        return sessions.take();
    }

    private void load(List<Load> loads, Session session) {
        try {
            if (!loads.isEmpty()) {
                Load.run(loads, session);
            }
        } catch (SQLException | RuntimeException e) {
            loads.forEach(load -> load.fail(dialect.translate(e)));
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

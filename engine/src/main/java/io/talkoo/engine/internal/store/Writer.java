package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.Fault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the database. The writes that are waiting share one transaction, and with it one wait for
 * the disk; jobs have a transaction each and keep their place in line.
 */
final class Writer extends StoreThread {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private static final int MOST_RACES = 5;

    /** A step that is released and runs at once has ended by then. */
    private static final Duration SETTLE_AFTER = Duration.ofMillis(5);

    private final Sessions sessions;
    private final Dialect dialect;
    private final Health health;
    private final Batch batch;
    private final Consumer<Effects> effects;
    private final CommitListener changes;

    /**
     * @param flows what follows from the ends of rows
     * @param effects told of it after the commit, in this thread
     * @param changes offered what was written, before anybody else knows of it
     */
    Writer(
            Sessions sessions,
            int queueCapacity,
            int batchSize,
            Dialect dialect,
            Health health,
            FlowWriter flows,
            Consumer<Effects> effects,
            CommitListener changes) {
        super("talkoo-store-writer", sessions, queueCapacity, batchSize);
        this.sessions = sessions;
        this.dialect = dialect;
        this.health = health;
        this.batch = new Batch(flows);
        this.effects = effects;
        this.changes = changes;
    }

    @Override
    void process(List<Operation> operations) {
        try {
            operations.forEach(this::process);
            flush();
        } finally {
            batch.clear();
            sessions.release();
        }
    }

    private void process(Operation operation) {
        if (!gather(operation)) {
            flush();
            if (!gather(operation)) {
                if (operation.ofTasks()) {
                    settle();
                }
                run(operation);
            }
        }
    }

    /** Adds what can share a transaction, unless it has to wait for what is there already. */
    private boolean gather(Operation operation) {
        return operation instanceof Write write && batch.add(write)
                || operation instanceof WorkflowWrite workflow && batch.add(workflow)
                || operation instanceof UniqueWrite unique && batch.add(unique);
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            Session session = session();
            long start = System.nanoTime();
            commit(session);
            changes.committed(batch::changed, System.nanoTime() - start);
            batch.complete();
            if (!batch.effects().isEmpty()) {
                effects.accept(batch.effects());
            }
            lookWhetherWell(session);
        } catch (Throwable e) {
            batch.fail(failure(e));
        } finally {
            batch.clear();
        }
    }

    /**
     * A database that is known to be away is looked for while nobody waits: the attempt may take as long as a write may,
     * and whoever is behind it in line can do nothing else meanwhile.
     */
    @Override
    Optional<String> absence() {
        return sessions.isConnected() ? Optional.empty() : health.fault();
    }

    private Session session() throws SQLException {
        Optional<String> absence = absence();
        if (absence.isPresent()) {
            throw new StoreUnavailableException(absence.get());
        }
        return sessions.take();
    }

    private void commit(Session session) throws SQLException {
        for (int race = 1; ; race++) {
            try {
                commitOnce(session);
                return;
            } catch (SQLException e) {
                if (dialect.fault(e) != Fault.RACE || race == MOST_RACES) {
                    throw e;
                }
                LOG.info("A batch was in the way of another node's, and is written again: {}", e.getMessage());
                dialect.rollback(session);
            }
        }
    }

    private void commitOnce(Session session) throws SQLException {
        try {
            dialect.begin(session);
            batch.write(session);
        } catch (SQLException | RuntimeException e) {
            if (dialect.fault(e) != Fault.ROW) {
                throw e;
            }
            LOG.warn(
                    "A batch holds a row that cannot be written, so its rows are written one by one: {}", e.toString());
            dialect.rollback(session);
            dialect.begin(session);
            dialect.settle(session);
            batch.writeSingly(session);
        }
        dialect.commit(session);
    }

    private void settle() {
        if (dialect.isSettled()) {
            return;
        }
        try {
            Session session = session();
            dialect.begin(session);
            dialect.settle(session);
            dialect.commit(session);
        } catch (Throwable e) {
            Throwable cause = failure(e);
            // A fault of the database was told, once.
            if (health.fault().isEmpty()) {
                LOG.warn("What was released is not in its rows yet: {}", cause.getMessage());
            }
        }
    }

    private void run(Operation operation) {
        try {
            Session session = session();
            if (operation instanceof Load load) {
                Load.run(List.of(load), session);
            } else {
                ((Job<?>) operation).run(session);
            }
            lookWhetherWell(session);
        } catch (Throwable e) {
            operation.fail(failure(e));
        }
    }

    /** Leaves no transaction behind, and after a fault of the database no session that may not be one any more. */
    private Throwable failure(Throwable cause) {
        rollback();
        if (dialect.fault(cause) == Fault.DATABASE) {
            sessions.discard();
            health.bad(cause);
        }
        return dialect.translate(cause);
    }

    private void rollback() {
        try {
            if (sessions.isConnected()) {
                dialect.rollback(sessions.take());
            }
        } catch (SQLException e) {
            LOG.debug("There was nothing to roll back: {}", e.getMessage());
            sessions.discard();
        }
    }

    @Override
    long idleAfterMillis() {
        if (health.fault().isPresent()) {
            return health.probeAfterMillis();
        }
        return dialect.isSettled() ? dialect.checkEvery().toMillis() : SETTLE_AFTER.toMillis();
    }

    /** Looks whether the database is there, or there again, so that a node without work finds out too. */
    @Override
    void idle() {
        try {
            if (health.fault().isPresent()) {
                probe(sessions.take());
            } else if (!dialect.isSettled()) {
                settle();
            } else {
                dialect.check(sessions.take());
            }
        } catch (SQLException e) {
            failure(e);
        } finally {
            sessions.release();
        }
    }

    /** Whoever is never idle, and whose callers write nothing because of the fault, would not find out otherwise. */
    private void lookWhetherWell(Session session) {
        if (health.fault().isPresent()) {
            probe(session);
        }
    }

    /** A write that went through proves little: the last free pages may have been just enough for it. */
    private void probe(Session session) {
        try {
            dialect.probe(session);
            health.good();
        } catch (SQLException e) {
            failure(e);
        }
    }
}

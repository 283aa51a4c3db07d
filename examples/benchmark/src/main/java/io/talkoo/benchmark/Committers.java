package io.talkoo.benchmark;

import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TransactionalClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Applications that commit one transaction after the other, each on a connection of its own. */
final class Committers {
    /** What a transaction does. */
    enum Content {
        /** Inserts a row of the application's. */
        ROW,
        /** That, and submits a task. */
        ROW_AND_TASK,
        /** That, and notifies whoever listens. */
        ROW_AND_TASK_AND_NOTIFY
    }

    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS benchmark_row (id bigserial PRIMARY KEY, note text NOT NULL)";
    private static final String ROW = "INSERT INTO benchmark_row(note) VALUES ('a row of the application')";
    private static final String NOTIFY = "NOTIFY benchmark_task";

    private final PostgresStorage storage;
    private final TaskRequest request;
    private final TransactionalClient client = new TransactionalClient();
    private final LongAdder commits = new LongAdder();
    private volatile boolean stopped;

    Committers(PostgresStorage storage, TaskRequest request) {
        this.storage = storage;
        this.request = request;
    }

    /** What the transactions need. */
    static void prepare(PostgresStorage storage) throws SQLException {
        try (Connection connection = storage.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
    }

    /** How many commits a second so many clients make. Throws what the first one that failed did. */
    double perSecond(Content content, int clients, Options options) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit((Callable<Void>) () -> commitOn(content)));
            }
            TimeUnit.NANOSECONDS.sleep(options.warmup().toNanos());
            long before = commits.sum();
            long start = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(options.measured().toNanos());
            double perSecond = (commits.sum() - before) * 1e9 / (System.nanoTime() - start);
            stopped = true;
            for (Future<Void> each : all) {
                each.get();
            }
            return perSecond;
        } finally {
            stopped = true;
            threads.shutdown();
        }
    }

    private Void commitOn(Content content) throws SQLException {
        try (Connection connection = storage.connect()) {
            connection.setAutoCommit(false);
            while (!stopped) {
                commit(connection, content);
                commits.increment();
            }
        }
        return null;
    }

    /** Answers the id of the task; null where there is none. */
    String commit(Connection connection, Content content) throws SQLException {
        String id = null;
        try (Statement statement = connection.createStatement()) {
            statement.execute(ROW);
            if (content != Content.ROW) {
                id = client.submit(connection, request);
            }
            if (content == Content.ROW_AND_TASK_AND_NOTIFY) {
                statement.execute(NOTIFY);
            }
        }
        connection.commit();
        return id;
    }
}

package io.talkoo.benchmark;

import io.talkoo.benchmark.Committers.Content;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.TaskRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tasks submitted in transactions of an application: how soon they start, and what they cost those who commit. */
@Command(name = "transactional", description = "tasks submitted in an application's own transactions")
final class TransactionalMode extends Mode {
    private static final int DIGITS = 3;
    private static final int MOST_PAUSE_MILLIS = 50;
    private static final int LOOK_EVERY_MILLIS = 20;

    @Option(names = "--clients", paramLabel = "N", description = "connections that commit at a time")
    private int clients = 32;

    @Option(names = "--transactions", paramLabel = "N", description = "one at a time, for the time until the start")
    private int transactions = 500;

    @Override
    boolean needsPostgres() {
        return true;
    }

    @Override
    boolean measure(Report report) throws Exception {
        try (PostgresStorage data = options.postgres();
                TaskEngine engine = Engines.builder(options.settings(data)).start()) {
            Committers.prepare(data);
            report.put("clients", clients).put("commitsPerSecond", commitsPerSecond(data, engine.gateway()));
            report.put("transactions", transactions);
            report.putMillis("startAfterCommitMillis", startsAfterCommit(data, engine.gateway()));
            return Remaining.notReady(engine.gateway()) == 0;
        }
    }

    private Map<String, Long> commitsPerSecond(PostgresStorage data, TaskGateway gateway) throws Exception {
        TaskRequest request =
                TaskRequest.named(Engines.LENGTH).args(options.args()).build();
        Map<String, Long> all = new LinkedHashMap<>();
        for (Content content : Content.values()) {
            double perSecond = new Committers(data, request).perSecond(content, clients, options);
            all.put(content.name().toLowerCase(Locale.ROOT), Math.round(perSecond));
            progress(all.toString());
            awaitInboxEmpty(data);
            Remaining.awaitNone(gateway);
        }
        return all;
    }

    private static void awaitInboxEmpty(PostgresStorage data) throws SQLException, InterruptedException {
        try (Connection connection = data.connect();
                Statement statement = connection.createStatement()) {
            boolean empty = false;
            while (!empty) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                try (ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM task_inbox)")) {
                    row.next();
                    empty = row.getBoolean(1);
                }
            }
        }
    }

    /** The pauses keep the commits from falling in step with the node that looks for them. */
    private Histogram startsAfterCommit(PostgresStorage data, TaskGateway gateway) throws Exception {
        Histogram nanos = new Histogram(DIGITS);
        Committers committer = new Committers(data, Engines.sleep(0));
        try (Connection connection = data.connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < transactions; i++) {
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(MOST_PAUSE_MILLIS));
                String id = committer.commit(connection, Content.ROW_AND_TASK);
                long committed = System.nanoTime();
                Span span = Span.of(gateway.whenReady(id).toCompletableFuture().join());
                // A node may see the commit before its caller does.
                nanos.recordValue(Math.max(0, span.startNanos() - committed));
            }
        }
        return nanos;
    }
}

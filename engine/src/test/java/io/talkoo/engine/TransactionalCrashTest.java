package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.TransactionalClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task in the caller's own transaction, when {@code kill -9} meets it on its way. */
class TransactionalCrashTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Whoever takes a task out of the inbox waits for the test. */
    private static final String[] HOLD = {
        "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_advisory_xact_lock(7); RETURN OLD; END'",
        "CREATE TRIGGER hold BEFORE DELETE ON task_inbox FOR EACH ROW EXECUTE FUNCTION hold()"
    };

    private static final String HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    @TempDir
    Path directory;

    private final String url = PostgresServer.shared().newDatabase();
    private final String[] settings = {
        "node.name=a", "cluster.port=" + freePort(), "store.url=" + url, "store.user=" + PostgresServer.USER
    };
    private final Queue<Integer> ran = new ConcurrentLinkedQueue<>();

    TransactionalCrashTest() throws IOException {}

    /** A node that is started again comes back where it was. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.USER, "");
    }

    private KillableJvm program() throws IOException {
        return new KillableJvm(JdbcProgram.class, List.of(url, PostgresServer.USER));
    }

    /** The node's next life, in this JVM. */
    private TaskEngine startAgain() {
        TaskEngineBuilder builder = TaskEngine.builder()
                .settings(TalkooSettings.defaults())
                .define(TaskDefinition.named("crash.noop").input(Integer.class).handler(value -> {
                    ran.add(value);
                    return value;
                }));
        for (String setting : settings) {
            builder.with(setting.split("=")[0], setting.split("=", 2)[1]);
        }
        return builder.start();
    }

    @Test
    void aTaskRunsOnceThoughNodeAndCallerAreKilledBetweenItsCommitAndItsStart() throws Exception {
        String id;
        try (CrashedNode node = CrashedNode.start(directory, settings);
                Connection test = connect();
                Statement statement = test.createStatement()) {
            PostgresServer.execute(url, HOLD);
            statement.execute("SELECT pg_advisory_lock(7)");
            try (KillableJvm program = program()) {
                id = program.awaitLine("submitted");
                program.send("commit");
                program.awaitLine("committed");
                await().atMost(SOON).until(() -> isHeld(statement));
                node.kill();
            }
        }
        try (TaskEngine again = startAgain()) {
            TaskStatus status =
                    again.gateway().await(id, SOON).toCompletableFuture().join();

            assertThat(status.result()).hasToString("7");
            assertThat(status.attempts()).hasSize(1);
            assertThat(ran).containsExactly(7);
        }
    }

    private static boolean isHeld(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery(HELD)) {
            count.next();
            return count.getInt(1) > 0;
        }
    }

    @Test
    void aTaskNeverRunsWhoseCallerIsKilledBeforeTheCommit() throws Exception {
        try (TaskEngine engine = startAgain()) {
            String id;
            try (KillableJvm program = program()) {
                id = program.awaitLine("submitted");
            }
            String later;
            try (Connection connection = connect()) {
                later = new TransactionalClient().submit(connection, later());
            }

            engine.gateway().await(later, SOON).toCompletableFuture().join();
            assertThatThrownBy(() -> engine.handle(id).status()).hasMessageContaining("no task " + id);
            assertThat(ran).containsExactly(8);
        }
    }

    private static TaskRequest later() {
        return TaskRequest.named("crash.noop").args(JsonBytes.of("[8]")).build();
    }
}

package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import io.talkoo.engine.internal.task.Phase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import scala.concurrent.Future;

/** The way to the server breaks, or it refuses, and all is well again. */
final class PostgresFaultTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final PostgresServer server = PostgresServer.shared();
    private final String url = server.newDatabase();

    @Test
    void connectionsThatAnAdministratorEndsAreMadeAnew() {
        try (TaskStore store = openStore(url)) {
            StoreSuite.get(store.save(task("before").build(), 1));

            server.disconnect(url);

            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> StoreSuite.get(store.save(task("after").build(), 1)) != null);
            awaitWell(store);
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> StoreSuite.get(store.load("before")).isPresent());
        }
    }

    @Test
    void aPrimaryThatBecameReadOnlyIsAFaultUntilItTakesWritesAgain() {
        try (TaskStore store = openStore(url)) {
            readOnly(true);

            await().atMost(SOON).until(() -> store.fault().isPresent());
            assertThatThrownBy(() -> StoreSuite.get(store.save(task("refused").build(), 1)))
                    .isInstanceOf(StoreUnavailableException.class);

            readOnly(false);
            awaitWell(store);
            StoreSuite.get(store.save(task("taken").build(), 1));
        }
    }

    private void readOnly(boolean on) {
        PostgresServer.execute(
                server.url("postgres"),
                "ALTER DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " SET default_transaction_read_only = "
                        + (on ? "on" : "off"));
        server.disconnect(url);
    }

    @Test
    void aConnectionLimitThatIsReachedIsWaitedForAtTheStartAndALaterOneSurvived() {
        String admin = server.url("postgres");
        PostgresServer.execute(
                admin, "CREATE ROLE limited SUPERUSER LOGIN", "ALTER ROLE limited NOSUPERUSER CONNECTION LIMIT 0");
        PostgresServer.execute(url, "GRANT ALL ON SCHEMA public TO limited");
        CompletableFuture<TaskStore> opening =
                CompletableFuture.supplyAsync(() -> openStore(settings(url, "limited", Duration.ofSeconds(10))));
        PostgresServer.execute(admin, "ALTER ROLE limited CONNECTION LIMIT -1");

        try (TaskStore store = opening.join()) {
            StoreSuite.get(store.save(task("before").build(), 1));
            PostgresServer.execute(admin, "ALTER ROLE limited CONNECTION LIMIT 0");
            server.disconnect(url);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(store.fault())
                            .hasValueSatisfying(fault -> assertThat(fault).contains("too many connections")));

            PostgresServer.execute(admin, "ALTER ROLE limited CONNECTION LIMIT -1");
            awaitWell(store);
            StoreSuite.get(store.save(task("after").build(), 1));
        }
    }

    @Test
    void aWayOnWhichEverythingGetsLostFailsWritesInTimeAndIsReplaced() throws Exception {
        try (StallingProxy proxy = new StallingProxy(server.port());
                TaskStore store = openStore(settings(
                        url.replace(":" + server.port(), ":" + proxy.port()),
                        PostgresServer.USER,
                        Duration.ofSeconds(1)))) {
            StoreSuite.get(store.save(task("before").build(), 1));

            proxy.stall();

            assertThatThrownBy(() -> StoreSuite.get(store.save(task("lost").build(), 1)))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> StoreSuite.get(store.load("before")))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(store.fault()).isPresent();
            assertThat(store.save(task("late").build(), 1).isCompleted())
                    .as("refused at once, not behind the attempt to connect")
                    .isTrue();
            proxy.heal();
            awaitWell(store);
            assertThat(StoreSuite.get(store.load("before"))).isPresent();
        }
    }

    /** The store is the last to wait, and so the one that finds the deadlock and is given up. */
    @Test
    void aDeadlockIsWrittenAgain() throws Exception {
        try (TaskStore store = openStore(url);
                Connection second = connection();
                Connection third = connection()) {
            for (String id : List.of("a", "b", "c")) {
                StoreSuite.get(store.save(task(id).build(), 1));
            }
            execute(second, "SET deadlock_timeout = '1min'; BEGIN; SELECT 1 FROM task WHERE id = 'c' FOR UPDATE");
            execute(third, "BEGIN; SELECT 1 FROM task WHERE id = 'b' FOR UPDATE");

            List<Future<?>> writes = inOneBatch(store, "a", "b", "c");
            awaitLockWaiters(1);
            CompletableFuture<Void> other = CompletableFuture.runAsync(
                    () -> execute(second, "SELECT 1 FROM task WHERE id = 'a' FOR UPDATE; COMMIT"));
            awaitLockWaiters(2);
            execute(third, "ROLLBACK");

            other.join();
            writes.forEach(StoreSuite::get);
            assertThat(store.fault()).isEmpty();
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.USER, "");
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Future<?>> inOneBatch(TaskStore store, String... ids) {
        CountDownLatch queued = new CountDownLatch(1);
        store.writer().execute(session -> {
            queued.await();
            return null;
        });
        List<Future<?>> writes = new ArrayList<>();
        for (String id : ids) {
            writes.add(store.save(task(id).queue("changed").build(), 2));
        }
        queued.countDown();
        return writes;
    }

    private void awaitLockWaiters(int count) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            await().atMost(SOON).until(() -> lockWaiters(statement) == count);
        }
    }

    private static int lockWaiters(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            waiting.next();
            return waiting.getInt(1);
        }
    }

    @Test
    void aPurgeLeavesAloneWhatAnotherNodeIsDeleting() throws Exception {
        try (TaskStore store = openStore(url);
                Connection other = DriverManager.getConnection(url, PostgresServer.USER, "");
                Statement statement = other.createStatement()) {
            for (String id : List.of("a", "b", "c")) {
                StoreSuite.get(store.save(
                        task(id).ended(Phase.SUCCESS, TaskSample.CREATED).build(), 1));
            }
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM task WHERE id = 'b' FOR UPDATE");

            assertThat(StoreSuite.get(store.purge(TaskSample.CREATED, 10))).isEqualTo(2);

            other.rollback();
            assertThat(StoreSuite.get(store.purge(TaskSample.CREATED, 10))).isEqualTo(1);
        }
    }

    private static void awaitWell(TaskStore store) {
        await().atMost(SOON).untilAsserted(() -> assertThat(store.fault()).isEmpty());
    }

    private static TalkooSettings.Store settings(String url, String user, Duration writeTimeout) {
        return new TalkooSettings.Store(url, user, "", 100, 1000, writeTimeout, SOON, Duration.ofMillis(25), 5);
    }

    private static TaskStore openStore(String url) {
        return openStore(settings(url, PostgresServer.USER, Duration.ofSeconds(10)));
    }

    private static TaskStore openStore(TalkooSettings.Store settings) {
        TaskStore store = TaskStore.open(settings, Path.of("unused"), Clock.systemUTC());
        store.partitions(4);
        return store;
    }
}

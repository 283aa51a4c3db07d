package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What a store says to an operator who starts it on a PostgreSQL that it cannot use. */
final class PostgresStartTest {
    private final PostgresServer server = PostgresServer.shared();
    private final String url = server.newDatabase();

    @Test
    void storesThatOpenAnEmptyDatabaseAtTheSameTimeAllSucceedAndAgree() {
        List<CompletableFuture<TaskStore>> opening = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> openStore(url)))
                .limit(4)
                .toList();
        List<TaskStore> stores = opening.stream().map(CompletableFuture::join).toList();
        try {
            List<Integer> partitions = Stream.iterate(0, i -> i < 4, i -> i + 1)
                    .map(i -> stores.get(i).partitions(4 + i))
                    .toList();
            assertThat(partitions).containsOnly(4);
            StoreSuite.get(stores.get(0).save(task("seen-by-all").build(), 1));
            assertThat(stores)
                    .allSatisfy(store -> assertThat(StoreSuite.get(store.load("seen-by-all")))
                            .isPresent());
        } finally {
            stores.forEach(TaskStore::close);
        }
    }

    @Test
    void tablesOfAnApplicationInTheSameDatabaseAreLeftAlone() {
        PostgresServer.execute(url, "CREATE TABLE invoice(id int)", "INSERT INTO invoice VALUES (1)");

        openStore(url).close();

        PostgresServer.execute(url, "SELECT invoice.id, task.id FROM invoice, task");
    }

    @Test
    void aTableThatIsInTheWayIsNamed() {
        PostgresServer.execute(url, "CREATE TABLE task(id int)");

        assertRefused(settings(url)).hasMessageContaining("\"task\" already exists");
    }

    @Test
    void tablesOfANewerVersionAreRefused() {
        openStore(url).close();
        PostgresServer.execute(
                url,
                "INSERT INTO schema_version SELECT 99, '99', 'later', type, 'V99__later.sql', 1, installed_by,"
                        + " installed_on, 1, true FROM schema_version WHERE version = '1'");

        assertRefused(settings(url))
                .hasMessageContaining("newer version of Talkoo")
                .hasMessageContaining("99");
    }

    @Test
    void aServerThatIsTooOldIsRefused() throws Exception {
        try (StallingProxy old = new StallingProxy(server.port(), PostgresStartTest::asVersion14)) {
            assertRefused(settings(url.replace(":" + server.port(), ":" + old.port())))
                    .hasMessageStartingWith("expected PostgreSQL 15 or later at ")
                    .hasMessageEndingWith("got version 14; upgrade the server, or name another one");
        }
    }

    /** The server tells its version as soon as somebody connects. */
    private static byte[] asVersion14(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        return text.replaceAll("(?<=server_version\\x00)\\d\\d", "14").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anUnknownDatabaseIsRefusedAtOnce() {
        assertRefused(settings(server.url("nowhere"))).hasMessageContaining("database \"nowhere\" does not exist");
    }

    @Test
    void anUnknownAccountIsRefusedAtOnceAndItsPasswordNotShown() {
        TalkooSettings.Store settings = new TalkooSettings.Store(
                url,
                "nobody",
                "secret",
                100,
                1000,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofMillis(25),
                5);

        assertRefused(settings)
                .hasMessageContaining("\"nobody\"")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }

    @Test
    void aServerThatCannotBeReachedIsWaitedForAndThenGivenUp() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }

        assertRefused(settings("jdbc:postgresql://localhost:" + port + "/talkoo", Duration.ofMillis(700)))
                .hasMessageContaining("within talkoo.store.connect-timeout")
                .hasMessageContaining("localhost:" + port);
    }

    @Test
    void anUnknownHostIsCalledOne() {
        assertRefused(settings("jdbc:postgresql://nowhere.invalid/talkoo", Duration.ZERO))
                .hasMessageContaining("UnknownHost")
                .hasMessageContaining("nowhere.invalid");
    }

    private static TalkooSettings.Store settings(String url, Duration connectTimeout) {
        TalkooSettings.Store usual = settings(url);
        return new TalkooSettings.Store(
                usual.url(),
                usual.user(),
                usual.password(),
                usual.batchSize(),
                usual.queueCapacity(),
                usual.writeTimeout(),
                connectTimeout,
                usual.inboxInterval(),
                usual.readConnections());
    }

    @Test
    void ofSeveralHostsTheOneThatIsPrimaryIsUsed() throws Exception {
        String address = "localhost:" + server.port();
        int dead;
        try (ServerSocket taken = new ServerSocket(0)) {
            dead = taken.getLocalPort();
        }

        try (TaskStore store =
                openStore(url.replace(address, "localhost:" + dead + "," + address) + "?targetServerType=primary")) {
            store.partitions(4);
            StoreSuite.get(store.save(task("there").build(), 1));
        }
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(TalkooSettings.Store settings) {
        return assertThatThrownBy(() -> openStore(settings))
                .isInstanceOf(StoreRefusedException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasLineCount(1));
    }

    private static TalkooSettings.Store settings(String url) {
        return StoreSuite.settings(url, 1000);
    }

    private static TaskStore openStore(String url) {
        return openStore(settings(url));
    }

    private static TaskStore openStore(TalkooSettings.Store settings) {
        return TaskStore.open(settings, Path.of("unused"), Clock.systemUTC());
    }
}

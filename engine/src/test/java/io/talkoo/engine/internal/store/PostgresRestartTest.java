package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.engine.fixture.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server is stopped and started. */
final class PostgresRestartTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatWasAcknowledgedOutlivesARestartOfTheServerUnderWritesAndTheStoreResumesByItself() {
        try (TaskStore store = openStore(server.newDatabase())) {
            List<String> stored = new ArrayList<>();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            assertThatThrownBy(() -> {
                        while (true) {
                            String id = "task" + stored.size();
                            StoreSuite.get(store.save(task(id).build(), 1));
                            stored.add(id);
                        }
                    })
                    .isInstanceOf(StoreUnavailableException.class);
            stopped.join();
            assertThat(store.fault())
                    .hasValueSatisfying(fault ->
                            assertThat(fault).contains("has not taken writes since", "see to the PostgreSQL server"));
            assertThatThrownBy(() -> StoreSuite.get(store.load("task0"))).isInstanceOf(StoreUnavailableException.class);

            server.startAgain();

            awaitWell(store);
            StoreSuite.get(store.save(task("after").build(), 1));
            stored.forEach(id -> assertThat(StoreSuite.get(store.load(id))).isPresent());
        }
    }

    @Test
    void anIdleStoreNoticesThatTheServerIsGone() {
        try (TaskStore store = openStore(server.newDatabase())) {
            server.stop();
            await().atMost(SOON).until(() -> store.fault().isPresent());
            server.startAgain();
            awaitWell(store);
        }
    }

    @Test
    void aStoreThatIsNeverIdleAndOnlyHasJobsToDoResumesToo() {
        ScheduledExecutorService jobs = Executors.newSingleThreadScheduledExecutor();
        try (TaskStore store = openStore(server.newDatabase())) {
            jobs.scheduleAtFixedRate(() -> store.roster().sign("node-1"), 0, 20, TimeUnit.MILLISECONDS);
            server.stop();
            await().atMost(SOON).until(() -> store.fault().isPresent());
            server.startAgain();
            awaitWell(store);
        } finally {
            jobs.shutdownNow();
        }
    }

    @Test
    void aServerThatStartsLaterIsWaitedFor() {
        String later = server.newDatabase();
        server.stop();
        CompletableFuture<TaskStore> opening = CompletableFuture.supplyAsync(() -> openStore(later));
        server.startAgain();

        try (TaskStore store = opening.join()) {
            StoreSuite.get(store.save(task("first").build(), 1));
        }
    }

    private static void awaitWell(TaskStore store) {
        await().atMost(SOON).untilAsserted(() -> assertThat(store.fault()).isEmpty());
    }

    private static TaskStore openStore(String url) {
        TaskStore store = TaskStore.open(StoreSuite.settings(url, 1000), Path.of("unused"), Clock.systemUTC());
        store.partitions(4);
        return store;
    }
}

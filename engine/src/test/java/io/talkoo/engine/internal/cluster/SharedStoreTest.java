package io.talkoo.engine.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.EngineStartException;
import io.talkoo.engine.fixture.PostgresServer;
import io.talkoo.engine.internal.store.TaskStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedStoreTest {
    private static final Duration SIGNS_EVERY = Duration.ofMillis(100);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final int port = TestMember.freePort();
    private final TaskStore store = open(PostgresServer.shared().newDatabase());

    private static TaskStore open(String url) {
        return TaskStore.open(
                TalkooSettings.defaults()
                        .with("store.url", url)
                        .with("store.user", PostgresServer.USER)
                        .store(),
                Path.of("unused"),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
        store.close();
    }

    /** A node of a cluster of its own, or of the first one's. */
    private TestMember joined(String name, boolean seed) throws Exception {
        TestMember member = new TestMember(name, seed ? port : 0, "cluster.seeds = \"127.0.0.1:" + port + "\"");
        member.join().get(30, TimeUnit.SECONDS);
        return member;
    }

    private static TestMember alone() throws Exception {
        TestMember member = new TestMember("alone", 0, "");
        member.join().get(30, TimeUnit.SECONDS);
        return member;
    }

    private static SharedStore shared(TaskStore store, TestMember member) {
        return new SharedStore(store.roster(), member.membership, SIGNS_EVERY);
    }

    private void keepsSigning(SharedStore shared) {
        shared.sign();
        timer.scheduleWithFixedDelay(shared::sign, 0, SIGNS_EVERY.toMillis() / 5, TimeUnit.MILLISECONDS);
    }

    @Test
    void theNodesOfOneClusterShareADatabase() throws Exception {
        try (TestMember first = joined("a", true);
                TestMember second = joined("b", false)) {
            SharedStore ofFirst = shared(store, first);
            keepsSigning(ofFirst);

            shared(store, second).check();
            ofFirst.check();

            assertThat(store.roster().sign("x").toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .containsOnlyKeys("x", first.membership.place(), second.membership.place());
        }
    }

    @Test
    void aSecondClusterOnADatabaseIsRefused() throws Exception {
        try (TestMember first = joined("a", true);
                TestMember other = alone()) {
            keepsSigning(shared(store, first));

            assertThatThrownBy(() -> shared(store, other).check())
                    .isInstanceOf(EngineStartException.class)
                    .hasMessageStartingWith("talkoo.store.url: expected a database that no other cluster uses, but "
                            + first.membership.place());
        }
    }

    @Test
    void whatACrashLeftBehindRefusesNobody() throws Exception {
        try (TestMember restarted = alone()) {
            store.roster().sign("10.0.0.1:7625").toCompletableFuture().get(10, TimeUnit.SECONDS);

            shared(store, restarted).check();

            assertThat(store.roster().sign("x").toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .doesNotContainKey("10.0.0.1:7625");
        }
    }

    @Test
    void aNodeWithAnotherDatabaseThanItsClusterIsRefused() throws Exception {
        try (TestMember first = joined("a", true);
                TestMember second = joined("b", false);
                TaskStore another = open(PostgresServer.shared().newDatabase())) {
            keepsSigning(shared(store, first));

            assertThatThrownBy(() -> shared(another, second).check())
                    .isInstanceOf(EngineStartException.class)
                    .hasMessageStartingWith(
                            "talkoo.store.url: expected the database that the cluster uses, but node a ("
                                    + first.membership.place() + ") does not use this one");
        }
    }

    @Test
    void aNodeThatLeavesSignsOff() throws Exception {
        try (TestMember member = alone()) {
            SharedStore shared = shared(store, member);
            shared.check();

            shared.leave().get(10, TimeUnit.SECONDS);

            assertThat(store.roster().sign("x").toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .containsOnlyKeys("x");
        }
    }
}

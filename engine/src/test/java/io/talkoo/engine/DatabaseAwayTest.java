package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The PostgreSQL server of a running engine is stopped under load, and started again. */
class DatabaseAwayTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Gate gate = new Gate();

    @Test
    void submitsAreRefusedMeanwhileNothingAcknowledgedIsLostAndEverythingGoesOnByItself() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                TaskEngine engine = engine(server.newDatabase())) {
            TaskHandle<String> running = engine.task("held", String.class).delay();
            gate.awaitEntered();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            List<TaskHandle<Integer>> acknowledged = submitUntilRefused(engine);
            stopped.join();
            await().atMost(SOON).until(() -> !engine.gateway().readiness().ready());
            assertThat(engine.gateway().readiness().reason()).contains("PostgreSQL");
            gate.open();
            server.startAgain();

            await().atMost(SOON).until(() -> engine.gateway().readiness().ready());
            assertThat(engine.task("length", Integer.class).delay("again").get(SOON))
                    .isEqualTo(5);
            assertThat(running.get(SOON)).isEqualTo("done");
            assertThat(running.status().attempts()).hasSize(1);
            assertThat(acknowledged)
                    .allSatisfy(task -> assertThat(task.get(SOON)).isEqualTo(3));
        }
    }

    private static List<TaskHandle<Integer>> submitUntilRefused(TaskEngine engine) {
        List<TaskHandle<Integer>> acknowledged = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        acknowledged.add(engine.task("length", Integer.class).delay("abc"));
                    }
                })
                .isInstanceOfSatisfying(
                        TalkooException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.UNAVAILABLE));
        return acknowledged;
    }

    private TaskEngine engine(String url) {
        return TaskEngine.builder()
                .settings(TalkooSettings.defaults()
                        .with("store.url", url)
                        .with("store.user", PostgresServer.USER)
                        .with("cluster.port", 0))
                .define(
                        TaskDefinition.named("length").input(String.class).handler(text -> text.length()),
                        TaskDefinition.named("held").handler(() -> {
                            gate.pass();
                            return "done";
                        }))
                .start();
    }
}

package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An engine whose store is PostgreSQL, from submit to result, and again after a restart. */
class OneNodeOnPostgresTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final String url = PostgresServer.shared().newDatabase();

    @Test
    void tasksRunAndTheirResultsOutliveTheNode() {
        String id;
        try (TaskEngine engine = engine()) {
            TaskHandle<Integer> length = engine.task("length", Integer.class).delay("neighbours");
            id = length.id();
            assertThat(length.get(SOON)).isEqualTo(10);
        }
        try (TaskEngine engine = engine()) {
            assertThat(engine.handle(id, Integer.class).get(SOON)).isEqualTo(10);
            assertThat(engine.task("length", Integer.class).delay("again").get(SOON))
                    .isEqualTo(5);
        }
    }

    private TaskEngine engine() {
        return TaskEngine.builder()
                .settings(TalkooSettings.defaults()
                        .with("store.url", url)
                        .with("store.user", PostgresServer.USER)
                        .with("cluster.port", 0))
                .define(TaskDefinition.named("length").input(String.class).handler(text -> text.length()))
                .start();
    }
}

package io.talkoo.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.engine.TaskHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

class StopTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    @Test
    void the_context_ends_once_the_task_that_runs_has_ended() throws Exception {
        String task = stoppedWhileItRuns();

        try (App again = new App(App.sqlite(data))) {
            TaskHandle<String> handle = again.engine().handle(task, String.class);

            assertThat(handle.get(SOON)).isEqualTo("passed");
            assertThat(handle.status().deliveries()).isEqualTo(1);
            assertThat(again.bean(GateTasks.class).entered.getCount()).isEqualTo(1);
        }
    }

    private String stoppedWhileItRuns() throws Exception {
        App app = new App(App.sqlite(data));
        GateTasks gate = app.bean(GateTasks.class);
        HealthIndicator health = app.bean("talkooHealthIndicator", HealthIndicator.class);
        TaskHandle<String> task = app.engine().task(GateTasks::pass).delay();
        gate.entered.await();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(app::close);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE));
        gate.opened.countDown();
        closed.join();
        return task.id();
    }
}

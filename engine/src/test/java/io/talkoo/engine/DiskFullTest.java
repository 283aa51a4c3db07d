package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of a running engine runs full, and there is room again. */
class DiskFullTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String BIG = "x".repeat(20_000);

    @TempDir
    Path directory;

    private final Gate gate = new Gate();

    @Test
    void nothingAcknowledgedIsLostAndEverythingGoesOnByItself() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", directory.toString()), "may mount tmpfs");
        try {
            fillAndMakeRoom();
        } finally {
            assertThat(run("umount", directory.toString())).isTrue();
        }
    }

    private void fillAndMakeRoom() throws Exception {
        Path ballast = directory.resolve("ballast");
        Files.write(ballast, new byte[20 << 20]);
        try (TaskEngine engine = engine()) {
            TaskHandle<String> running = engine.task("held", String.class).delay();
            gate.awaitEntered();
            List<TaskHandle<Integer>> waiting = submitUntilFull(engine);

            TaskGateway.Readiness readiness = engine.gateway().readiness();
            assertThat(readiness.ready()).isFalse();
            assertThat(readiness.reason()).contains("full", "make room");
            gate.open();
            Files.delete(ballast);

            await().atMost(SOON).until(() -> engine.gateway().readiness().ready());
            assertThat(running.get(SOON)).hasSize(100_000);
            assertThat(running.status().attempts()).hasSize(1);
            waiting.forEach(task -> assertThat(task.get(SOON)).isEqualTo(BIG.length()));
            assertThat(engine.task("length", Integer.class).delay("again").get(SOON))
                    .isEqualTo(5);
        }
    }

    private List<TaskHandle<Integer>> submitUntilFull(TaskEngine engine) {
        List<TaskHandle<Integer>> waiting = new ArrayList<>();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        waiting.add(engine.task("length", Integer.class).delay(BIG));
                    }
                })
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.UNAVAILABLE));
        assertThat(waiting).isNotEmpty();
        return waiting;
    }

    private TaskEngine engine() {
        return TaskEngine.builder()
                .settings(TalkooSettings.defaults().with("queues", "default:1"))
                .dataDirectory(directory)
                .define(
                        TaskDefinition.named("length").input(String.class).handler(word -> word.length()),
                        TaskDefinition.named("held").handler(() -> {
                            gate.pass();
                            return "x".repeat(100_000);
                        }))
                .start();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}

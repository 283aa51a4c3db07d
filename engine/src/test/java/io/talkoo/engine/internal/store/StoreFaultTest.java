package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk runs full, and there is room again. */
final class StoreFaultTest {
    @TempDir
    Path directory;

    @Test
    void aFullDatabaseFailsItsWritesSaysSoAndResumesByItself() {
        try (TaskStore store = openStore(directory)) {
            pragma(store, "max_page_count = 200");

            List<String> stored = fillUp(store);

            assertThat(store.fault())
                    .hasValueSatisfying(fault -> assertThat(fault).contains("full", "make room"));
            assertThat(StoreSuite.get(store.load(stored.get(0)))).isPresent();
            pragma(store, "max_page_count = 1000000");
            await().untilAsserted(() -> assertThat(store.fault()).isEmpty());
            StoreSuite.get(store.save(big(9999), 1));
            stored.forEach(id -> assertThat(StoreSuite.get(store.load(id))).isPresent());
        }
    }

    @Test
    void aFullDiskFailsItsWritesSaysSoAndResumesByItself() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", directory.toString()), "may mount tmpfs");
        try {
            fillTheDisk();
        } finally {
            assertThat(run("umount", directory.toString())).isTrue();
        }
    }

    private void fillTheDisk() throws IOException {
        Path ballast = directory.resolve("ballast");
        Files.write(ballast, new byte[2 << 20]);
        try (TaskStore store = openStore(directory)) {
            List<String> stored = fillUp(store);

            assertThat(store.fault()).isPresent();
            assertThat(StoreSuite.get(store.load(stored.get(0)))).isPresent();
            Files.delete(ballast);
            await().untilAsserted(() -> assertThat(store.fault()).isEmpty());
            StoreSuite.get(store.save(big(9999), 1));
            stored.forEach(id -> assertThat(StoreSuite.get(store.load(id))).isPresent());
        }
    }

    /** Writes until the store refuses; the ids of what it took. */
    private static List<String> fillUp(TaskStore store) {
        List<String> stored = new ArrayList<>();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        StoreSuite.get(store.save(big(i), 1));
                        stored.add("task" + i);
                    }
                })
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(stored).isNotEmpty();
        return stored;
    }

    private static TaskRecord big(int number) {
        return task("task" + number)
                .args(JsonBytes.of("[\"" + "x".repeat(20_000) + "\"]"))
                .build();
    }

    private static void pragma(TaskStore store, String pragma) {
        StoreSuite.get(store.writer().execute(session -> session.number("PRAGMA " + pragma)));
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static TaskStore openStore(Path directory) {
        TalkooSettings.Store settings = StoreSuite.settings("", 1000);
        TaskStore store = TaskStore.open(settings, directory, Clock.systemUTC());
        store.partitions(4);
        return store;
    }
}

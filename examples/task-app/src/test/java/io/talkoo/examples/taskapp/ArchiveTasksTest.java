package io.talkoo.examples.taskapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.TaskHandle;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.examples.taskapp.ArchiveTasks.Archive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTasksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private TestEngine test;

    @BeforeEach
    void start() {
        test = TestEngine.start(engine -> engine.tasks(new ArchiveTasks(directory)));
    }

    @AfterEach
    void stop() {
        test.close();
    }

    private TaskHandle<Archive> archive(long user) {
        return test.engine().task(ArchiveTasks::generateUserArchive).delay(user);
    }

    @Test
    void an_archive_holds_the_users_own_rows_and_nobody_elses() throws IOException {
        Archive archive = archive(1).get(PATIENCE);

        assertThat(archive.rows()).isEqualTo(Map.of("orders", 3, "messages", 2));
        try (ZipFile zip = new ZipFile(archive.path())) {
            assertThat(text(zip, "user.json"))
                    .isEqualToIgnoringNewLines("{\"id\":1,\"name\":\"Aino\",\"email\":\"aino@example.org\"}");
            assertThat(text(zip, "orders.jsonl").lines()).hasSize(3).allMatch(row -> row.contains("\"user_id\":1"));
            assertThat(text(zip, "messages.jsonl").lines()).hasSize(2);
        }
        assertThat(archive.sizeBytes()).isEqualTo(Files.size(Path.of(archive.path())));
    }

    private static String text(ZipFile zip, String entry) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void the_last_progress_says_that_all_rows_are_written() {
        TaskHandle<Archive> task = archive(1);
        task.get(PATIENCE);

        assertThat(task.status().meta()).hasToString("{\"current\":5,\"total\":5}");
    }

    @Test
    void running_again_replaces_the_archive_and_leaves_nothing_else() throws IOException {
        archive(2).get(PATIENCE);
        archive(2).get(PATIENCE);

        try (var files = Files.list(directory.resolve("archives"))) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("user-2.zip");
        }
    }

    @Test
    void a_user_that_is_not_there_is_said_so() throws IOException {
        assertThatThrownBy(() -> archive(99).get(PATIENCE)).hasMessageContaining("user_id: there is no user 99");
        try (var files = Files.list(directory.resolve("archives"))) {
            assertThat(files).isEmpty();
        }
    }
}

package io.talkoo.examples.taskapp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Gives users what the application knows of them. */
final class ArchiveTasks {
    /** Rows between two reports of progress, so that a large archive is not slowed down by telling of it. */
    private static final int REPORT_EVERY = 100;

    private final ObjectMapper json = Json.mapper();
    private final Path database;
    private final Path archives;

    ArchiveTasks(Path dataDirectory) {
        database = dataDirectory.resolve("app.db");
        archives = dataDirectory.resolve("archives");
    }

    /**
     * A finished archive.
     *
     * @param rows how many of each table are in it
     */
    record Archive(String path, long sizeBytes, Map<String, Integer> rows) {}

    /**
     * Writes a zip with a file of JSON lines for each table.
     *
     * @param user_id named as callers in any language name it, for the names of parameters are part of a task's API
     */
    @Task(name = "tasks.generate_user_archive", autoRetryFor = IOException.class, retryDelay = "5s")
    Archive generateUserArchive(TaskContext task, long user_id) throws SQLException, IOException {
        Files.createDirectories(archives);
        Path zip = archives.resolve("user-" + user_id + ".zip");
        Path unfinished = Files.createTempFile(archives, "user-", ".part");
        try (AppDatabase data = AppDatabase.open(database)) {
            Map<String, Integer> rows = write(task, data, user_id, unfinished);
            // A reader sees the old archive or the new one, also when the task runs twice.
            Files.move(unfinished, zip, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Archive(zip.toString(), Files.size(zip), rows);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private Map<String, Integer> write(TaskContext task, AppDatabase data, long user, Path file)
            throws SQLException, IOException {
        Map<String, Object> profile = data.user(user);
        Map<String, Integer> counts = counts(data, user);
        Progress progress = new Progress(
                task, counts.values().stream().mapToInt(Integer::intValue).sum());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            zip.putNextEntry(new ZipEntry("user.json"));
            line(zip, profile);
            for (String table : counts.keySet()) {
                zip.putNextEntry(new ZipEntry(table + ".jsonl"));
                data.read(table, user, row -> {
                    line(zip, row);
                    progress.advance();
                });
            }
        }
        return counts;
    }

    private static Map<String, Integer> counts(AppDatabase data, long user) throws SQLException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String table : AppDatabase.TABLES) {
            counts.put(table, data.count(table, user));
        }
        return counts;
    }

    private void line(ZipOutputStream zip, Map<String, Object> row) throws IOException {
        zip.write(json.writeValueAsBytes(row));
        zip.write('\n');
    }

    private static final class Progress {
        private final TaskContext task;
        private final int total;
        private int current;

        Progress(TaskContext task, int total) {
            this.task = task;
            this.total = total;
        }

        void advance() {
            current++;
            if (current % REPORT_EVERY == 0 || current == total) {
                new Step(current, total).report(task);
            }
        }
    }
}

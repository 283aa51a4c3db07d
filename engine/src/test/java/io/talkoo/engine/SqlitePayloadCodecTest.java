package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlitePayloadCodecTest extends PayloadCodecSuite {
    @TempDir
    static Path directory;

    @Override
    TalkooSettings settings() {
        return TalkooSettings.defaults().with("data-dir", directory);
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("talkoo.db") + "?busy_timeout=10000");
    }

    /** The log of the database and its free pages included. */
    @Test
    void theFilesHoldNothingOfWhatTasksBring() throws IOException {
        engine().task(Letters::sealed).delay("file-plain-word").get(Duration.ofSeconds(30));

        assertThat(filesWith("Letters.sealed")).isNotEmpty();
        assertThat(filesWith("file-plain-word")).isEmpty();
    }

    private static List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.talkoo.benchmark;

import io.talkoo.config.TalkooSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of a SQLite file.
 *
 * @param temporary whether it goes with the measurement
 */
record DataDirectory(Path path, boolean temporary) implements Storage {
    /** @param given null for a temporary one */
    static DataDirectory of(Path given) {
        try {
            return given == null
                    ? new DataDirectory(Files.createTempDirectory("talkoo-benchmark-"), true)
                    : new DataDirectory(Files.createDirectories(given), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TalkooSettings in(TalkooSettings settings) {
        return settings.with("data-dir", path);
    }

    @Override
    public List<String> arguments() {
        return List.of("--data=" + path);
    }

    /** Files may come and go meanwhile. */
    @Override
    public double mebibytes() {
        return Stream.of(path.toFile().listFiles()).mapToLong(File::length).sum() / (double) (1 << 20);
    }

    @Override
    public void close() {
        if (temporary) {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

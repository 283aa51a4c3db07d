package io.talkoo.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the store of a measurement lies.
 *
 * @param temporary whether it goes with the measurement
 */
record DataDirectory(Path path, boolean temporary) implements AutoCloseable {
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

    /** Size of all that lies in it. */
    double mebibytes() {
        return files().stream().mapToLong(file -> file.toFile().length()).sum() / (double) (1 << 20);
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(path)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (temporary) {
            files().forEach(file -> file.toFile().delete());
        }
    }
}

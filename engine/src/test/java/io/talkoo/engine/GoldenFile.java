package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a version wrote, for later ones to read: a line for each sample, its name and its bytes in hexadecimal digits.
 * {@code CONTRIBUTING.md} says how and when such a file is written anew.
 */
public record GoldenFile(Path path) {
    /** The version under work: a release begins a new file. */
    private static final String VERSION = "0.1";

    private static final Path ROOT = Path.of("src/test/resources/golden");

    /** The file of the version under work. */
    public static GoldenFile current(String format) {
        return new GoldenFile(ROOT.resolve(format).resolve(VERSION + ".txt"));
    }

    /** The files of all versions. */
    public static List<GoldenFile> all(String format) {
        try (Stream<Path> files = Files.list(ROOT.resolve(format))) {
            return files.sorted().map(GoldenFile::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Map<String, byte[]> read() {
        try {
            return Files.readAllLines(path).stream()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            words -> words[0], words -> HexFormat.of().parseHex(words[1]), (a, b) -> b, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless this file holds exactly {@code written}; or writes it, where that was asked for. */
    public void holds(Map<String, byte[]> written) {
        List<String> lines = new TreeMap<>(written)
                .entrySet().stream()
                        .map(line -> line.getKey() + " " + HexFormat.of().formatHex(line.getValue()))
                        .toList();
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(path.getParent());
                Files.write(path, lines);
            }
            assertThat(lines)
                    .as("what is written now; if it changed on purpose, write the file anew as CONTRIBUTING.md says")
                    .isEqualTo(Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever searches the page for a line of his log has to find it: each line it quotes is a message of the source. */
class TroubleshootingTest {
    private static final Path PAGE = Path.of("../engine/TROUBLESHOOTING.md");
    private static final Pattern BOX = Pattern.compile("(?s)```log\n(.*?)```");

    /** Two literals that make one message. */
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    /** What stands in a message between two fixed parts of it: an expression, or a place for one. */
    private static final String ANYTHING = "[^;]{0,300}?";

    private static List<String> quoted() throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher box = BOX.matcher(Files.readString(PAGE));
        while (box.find()) {
            box.group(1).lines().forEach(lines::add);
        }
        return lines;
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("protocol", "config", "engine", "http-gateway")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(TroubleshootingTest::text)
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static String text(Path file) {
        try {
            return JOINED.matcher(Files.readString(file)).replaceAll("").replace("\\\"", "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line as a message in the source: its fixed parts, one after the other. */
    private static Pattern message(String line) {
        return Pattern.compile(Arrays.stream(line.split("…"))
                .filter(part -> !part.isBlank())
                .map(Pattern::quote)
                .collect(Collectors.joining(ANYTHING)));
    }

    @Test
    void each_line_that_is_quoted_is_a_message_of_the_source() throws IOException {
        List<String> sources = sources();

        assertThat(quoted())
                .hasSizeGreaterThan(30)
                .allSatisfy(line -> assertThat(sources)
                        .as(line)
                        .anyMatch(source -> message(line).matcher(source).find()));
    }

    @Test
    void a_line_that_no_node_says_is_noticed() throws IOException {
        assertThat(sources())
                .noneMatch(source -> message("Tasks named … wait: nobody knows … of that name.")
                        .matcher(source)
                        .find());
    }
}

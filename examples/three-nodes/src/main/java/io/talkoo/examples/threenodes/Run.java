package io.talkoo.examples.threenodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * The start or the end of a run, as the task wrote it down itself: a line in a file of its node.
 *
 * @param event {@link #STARTED} or {@link #ENDED}
 */
record Run(String task, String event, Instant at) {
    static final String STARTED = "started";
    static final String ENDED = "ended";

    /** One write, which {@code kill -9} can neither cut nor take back. */
    static void append(Path file, String task, String event) throws IOException {
        String line = String.join(" ", task, event, Instant.now().toString()) + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static List<Run> read(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Run::parse).toList()
                : List.of();
    }

    private static Run parse(String line) {
        String[] words = line.split(" ");
        return new Run(words[0], words[1], Instant.parse(words[2]));
    }

    boolean isStart() {
        return event.equals(STARTED);
    }
}

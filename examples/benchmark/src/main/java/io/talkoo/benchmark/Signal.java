package io.talkoo.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** What a child tells its parent, a line each. */
enum Signal {
    READY,
    HEAP,
    WAITING,
    ACCEPTED,
    FIGURES;

    void say(PrintWriter out, Object value) {
        out.println(name() + " " + value + ".");
        out.flush();
    }

    /** The value in {@code line}; empty when the line is of another kind or was cut off by the child's end. */
    Optional<String> value(String line) {
        boolean whole = line.startsWith(name() + " ") && line.endsWith(".");
        return whole ? Optional.of(line.substring(name().length() + 1, line.length() - 1)) : Optional.empty();
    }

    /** The value in {@code line}, which has to be of this kind; null is the end of the child's output. */
    String expect(String line) throws IOException {
        return Optional.ofNullable(line)
                .flatMap(this::value)
                .orElseThrow(() -> new IOException("the child was to say " + name() + ", it said " + line));
    }
}

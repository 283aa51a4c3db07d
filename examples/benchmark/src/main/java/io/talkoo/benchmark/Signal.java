package io.talkoo.benchmark;

import java.io.IOException;
import java.io.PrintWriter;

/** What a child tells its parent, a line each. */
enum Signal {
    READY,
    HEAP,
    WAITING;

    void say(PrintWriter out, Object value) {
        out.println(name() + " " + value);
        out.flush();
    }

    /** The value in {@code line}, which has to be of this kind; null is the end of the child's output. */
    String expect(String line) throws IOException {
        if (line == null || !line.startsWith(name() + " ")) {
            throw new IOException("the child was to say " + name() + ", it said " + line);
        }
        return line.substring(name().length() + 1);
    }
}

package io.talkoo.http.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.JsonBytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;

/**
 * Where a command writes: what it was asked for on standard output, all else on standard error. Nothing that came from a
 * node gets there other than as {@link Plain} text.
 */
final class Screen {
    private static final String CLEARED = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Surroundings surroundings;
    private final boolean json;

    Screen(CommandLine command, Surroundings surroundings, boolean json) {
        this.out = command.getOut();
        this.err = command.getErr();
        this.surroundings = surroundings;
        this.json = json;
    }

    /** Whether programs read the output. */
    boolean isJson() {
        return json;
    }

    /** Whether a line can be written over. */
    boolean isLive() {
        return surroundings.isTerminal() && !json;
    }

    boolean hasColours() {
        return surroundings.hasColours();
    }

    /** Writes a value as one line of JSON. */
    void json(Object value) {
        line(Plain.line(tree(value).toString()));
    }

    /** A tree, because a task's JSON may hold line breaks as it was sent. */
    private static JsonNode tree(Object value) {
        try {
            return JsonBytes.write(value).toTree();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A task's JSON in one line. */
    static String compact(JsonBytes value) {
        return value == null ? "null" : Plain.line(value.toTree().toString());
    }

    /** Writes text that is plain already. */
    void line(String plain) {
        out.println(plain);
        out.flush();
    }

    void table(Table table) {
        table.lines(hasColours()).forEach(out::println);
        out.flush();
    }

    /** Tells the person, not the program. */
    void note(String plain) {
        err.println(plain);
        err.flush();
    }

    /** Tells what went wrong. */
    void fault(String message) {
        note("talkoo: " + Plain.line(message));
    }

    /** Writes over the line that was written so before. */
    void live(String plain) {
        err.print(CLEARED + plain);
        err.flush();
    }

    /** Asks on a terminal; elsewhere nobody is there to ask, and the command was meant. */
    boolean confirms(String question) {
        if (!surroundings.isTerminal()) {
            return true;
        }
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer =
                    new BufferedReader(new InputStreamReader(surroundings.in(), Charset.defaultCharset())).readLine();
            return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

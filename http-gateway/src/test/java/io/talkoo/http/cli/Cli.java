package io.talkoo.http.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.cli.remote.Surroundings;
import io.talkoo.protocol.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody who types {@code talkoo} and reads what comes: each time the whole program, but for its process. */
final class Cli {
    private final Map<String, String> variables;
    private final String input;
    private final boolean isTerminal;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Cli(Map<String, String> variables, String input, boolean isTerminal) {
        this.variables = variables;
        this.input = input;
        this.isTerminal = isTerminal;
    }

    static Cli in(Map<String, String> variables) {
        return new Cli(variables, "", false);
    }

    Cli with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new Cli(more, input, isTerminal);
    }

    /** Into whose standard input this is piped. */
    Cli piped(String text) {
        return new Cli(variables, text, false);
    }

    /** At a terminal, where this is typed. */
    Cli typing(String text) {
        return new Cli(variables, text, true);
    }

    /** What came of a command. */
    record Ran(int exit, String out, String err) {
        JsonNode json() {
            return tree(out);
        }

        List<JsonNode> jsonLines() {
            return out.lines().map(Ran::tree).toList();
        }

        /** Its only line. */
        String line() {
            return out.strip();
        }

        private static JsonNode tree(String text) {
            try {
                return Json.mapper().readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + text, e);
            }
        }
    }

    /** Runs a command whose output may be looked at by {@link #err} meanwhile. */
    int start(String... arguments) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return TalkooCommand.commandLine(new Surroundings(variables, in, isTerminal))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    Ran run(String... arguments) {
        Cli fresh = new Cli(variables, input, isTerminal);
        int exit = fresh.start(arguments);
        return new Ran(exit, fresh.out(), fresh.err());
    }
}

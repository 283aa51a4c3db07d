package io.talkoo.http.cli.remote;

import java.io.Console;
import java.io.InputStream;
import java.util.Map;

/**
 * What a command finds around it. Immutable.
 *
 * @param variables of the environment
 * @param in standard input
 * @param isTerminal whether a person types the input and reads the output
 */
public record Surroundings(Map<String, String> variables, InputStream in, boolean isTerminal) {
    public static Surroundings ofTheProcess() {
        return new Surroundings(System.getenv(), System.in, isTerminal(System.console()));
    }

    /** From JDK 22 on there may be a console without a terminal; only these JDKs have the method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether colours are welcome: see no-color.org. */
    public boolean hasColours() {
        return isTerminal && variable("NO_COLOR").isEmpty() && !variable("TERM").equals("dumb");
    }

    /** Empty where it is not set. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}

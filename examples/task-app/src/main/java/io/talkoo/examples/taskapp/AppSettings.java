package io.talkoo.examples.taskapp;

import io.talkoo.http.StartException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the application itself can be told; the engine in it has the settings of every node. Immutable.
 *
 * @param port of the page; 0 takes a free one
 * @param dataDirectory of the application's database and of the archives it writes
 * @param smtpHost server that takes the mails
 * @param mailFrom their sender
 */
record AppSettings(int port, Path dataDirectory, String smtpHost, int smtpPort, String mailFrom) {
    private static final int MAX_PORT = 65_535;

    /** Throws {@link StartException} for a value that cannot be used. */
    static AppSettings from(Map<String, String> environment) {
        return new AppSettings(
                port(environment, "TASK_APP_PORT", 5000),
                Path.of(environment.getOrDefault("TASK_APP_DATA_DIR", "task-app-data")),
                environment.getOrDefault("TASK_APP_SMTP_HOST", "127.0.0.1"),
                port(environment, "TASK_APP_SMTP_PORT", 25),
                environment.getOrDefault("TASK_APP_MAIL_FROM", "task-app@localhost"));
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        String text = environment.getOrDefault(name, String.valueOf(otherwise));
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw new StartException(name + ": expected a port, 0 to " + MAX_PORT + ", got \"" + text + "\"");
    }
}

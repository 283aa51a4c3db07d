package io.talkoo.examples.taskapp;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application as its user starts it: a process of its own. What it logs goes to the test's own log. */
final class AppProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    private AppProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** {@code java -jar task-app.jar} in {@code directory}, on free ports unless {@code environment} says otherwise. */
    static AppProcess start(Path directory, Map<String, String> environment) throws IOException {
        return start(directory, environment, List.of("-jar", jar().toString()));
    }

    /** {@code talkoo node --tasks task-app.jar}. */
    static AppProcess startNode(Path directory) throws IOException {
        List<String> node = List.of("node", "--tasks", jar().toString());
        List<String> command = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), "io.talkoo.http.cli.TalkooCommand"));
        command.addAll(node);
        return start(directory, Map.of(), command);
    }

    private static AppProcess start(Path directory, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("TASK_APP_PORT", "0", "TALKOO_HTTP_PORT", "0"));
        builder.environment().putAll(environment);
        return new AppProcess(builder.start());
    }

    private static Path jar() {
        return Path.of(System.getProperty("task-app.jar"));
    }

    /** The next line of standard output; null at its end. */
    String line() throws IOException {
        return output.readLine();
    }

    /** Waits for the ready line that looks like {@code form}; answers what its group matched. */
    URI awaitReady(String form) throws IOException {
        String line = line();
        if (line == null || !line.matches(form)) {
            throw new AssertionError("expected " + form + ", got " + line);
        }
        return URI.create(line.replaceFirst(form, "$1"));
    }

    /** SIGTERM; through the handle, since the process itself would close its output as well. */
    void stop() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

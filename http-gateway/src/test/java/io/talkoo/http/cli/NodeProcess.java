package io.talkoo.http.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code talkoo} as a process of its own, on the class path of the tests. */
final class NodeProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final Process process;
    private final BufferedReader output;
    private final CountDownLatch errorsRead = new CountDownLatch(1);

    NodeProcess(Path directory, String... arguments) throws IOException {
        this(directory, Map.of(), arguments);
    }

    NodeProcess(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                TalkooCommand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        output = process.inputReader();
        Thread reader = new Thread(this::readErrors, "stderr of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void readErrors() {
        process.errorReader().lines().forEach(errors::add);
        errorsRead.countDown();
    }

    /** The next line on standard output; null at its end. */
    String line() throws IOException {
        return output.readLine();
    }

    /** Waits for the ready line and answers the port it names. */
    int awaitReady() throws IOException, InterruptedException {
        String line = line();
        if (line == null) {
            throw new AssertionError("not ready: " + errors());
        }
        return Integer.parseInt(line.replaceFirst(".* http=http://[^ ]*:(\\d+) .*", "$1"));
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + errors);
        }
        return process.exitValue();
    }

    /** All lines of standard error; waits for the end of the process. */
    List<String> errors() throws InterruptedException {
        errorsRead.await();
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

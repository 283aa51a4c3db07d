package io.talkoo.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process to be killed: it is told lines through its standard input, and answers with lines. */
class KillableJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Lines that came while another one was waited for. */
    private final List<String> passedOver = new ArrayList<>();

    /** Starts {@code main} with this JVM's class path. */
    KillableJvm(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintWriter(process.getOutputStream(), true);
        Thread reader = new Thread(this::read, main.getSimpleName() + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("broken " + e);
        }
        lines.add("ended");
    }

    /** The rest of the next line that begins with {@code word}; other lines are kept for those who ask for them. */
    final String awaitLine(String word) {
        String line = nextLine(word);
        if (!line.startsWith(word)) {
            throw new AssertionError("the process ended without saying \"" + word + "\"");
        }
        return line.substring(word.length()).strip();
    }

    /** The next line that begins with {@code word}, or the last one of the process. */
    final String nextLine(String word) {
        Optional<String> earlier =
                passedOver.stream().filter(line -> line.startsWith(word)).findFirst();
        if (earlier.isPresent()) {
            passedOver.remove(earlier.get());
            return earlier.get();
        }
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (line != null && !line.startsWith(word) && !line.equals("ended")) {
                passedOver.add(line);
                line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            if (line == null) {
                throw new AssertionError("the process neither said \"" + word + "\" nor ended");
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The rest of all lines that begin with {@code word} and came so far, in no order. */
    final List<String> linesSoFar(String word) {
        lines.drainTo(passedOver);
        List<String> found = passedOver.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()).strip())
                .toList();
        passedOver.removeIf(line -> line.startsWith(word));
        return found;
    }

    final void send(String command) {
        commands.println(command);
    }

    final void awaitEnd() throws InterruptedException {
        awaitLine("ended");
        process.waitFor();
    }

    /** SIGKILL. */
    final void kill() {
        // Process.destroyForcibly would close the output under its reader.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public final void close() {
        kill();
    }
}

package io.talkoo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Starts, drives and kills a {@link CrashNode}. */
final class CrashedNode implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Lines that came while another one was waited for. */
    private final List<String> passedOver = new ArrayList<>();

    private CrashedNode(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.getOutputStream(), true);
        Thread reader = new Thread(this::read, "crash-node-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a node on {@code directory}; it is not waited for. */
    static CrashedNode launch(Path directory, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashNode.class.getName(),
                directory.toString()));
        command.addAll(List.of(more));
        return new CrashedNode(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    static CrashedNode start(Path directory, String... more) throws IOException {
        CrashedNode node = launch(directory, more);
        node.awaitLine("ready");
        return node;
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
    String awaitLine(String word) {
        String line = nextLine(word);
        if (!line.startsWith(word)) {
            throw new AssertionError("the node ended without saying \"" + word + "\"");
        }
        return line.substring(word.length()).strip();
    }

    /** The next line that begins with {@code word}, or the last one of the process. */
    private String nextLine(String word) {
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
                throw new AssertionError("the node neither said \"" + word + "\" nor ended");
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String submit(String name, String queue, String args) {
        return submit(name, queue, 1, args).get(0);
    }

    List<String> submit(String name, String queue, int count, String args) {
        commands.println("submit " + name + " " + queue + " " + count + " " + args);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(awaitLine("acked"));
        }
        return ids;
    }

    /** Submits without waiting for acknowledgements; they can be taken with {@link #awaitLine}. */
    void send(String command) {
        commands.println(command);
    }

    JsonNode ask(String command, String id) {
        commands.println(command + " " + id);
        try {
            return Json.mapper().readTree(awaitLine("status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next status it tells; null if it dies before. */
    JsonNode statusUnlessItDies() throws IOException {
        String line = nextLine("status ");
        return line.equals("ended") ? null : Json.mapper().readTree(line.substring("status ".length()));
    }

    void awaitEnd() throws InterruptedException {
        awaitLine("ended");
        process.waitFor();
    }

    /** SIGKILL. */
    void kill() {
        // Process.destroyForcibly would close the output under its reader.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}

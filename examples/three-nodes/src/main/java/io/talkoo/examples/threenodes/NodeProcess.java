package io.talkoo.examples.threenodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own, started as {@code talkoo node --tasks three-nodes.jar} with an environment. */
final class NodeProcess {
    private static final Pattern READY = Pattern.compile("talkoo ready http=(\\S+) .*");
    private static final int DRAINED_WITHIN_SECONDS = 20;

    private final String name;
    private final Path runs;
    private final Path log;
    private final Process process;

    private NodeProcess(String name, Path runs, Path log, Process process) {
        this.name = name;
        this.runs = runs;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it; it is not ready then.
     *
     * @param directory for its log, and for what its tasks write down
     * @param settings the {@code TALKOO_…} variables
     */
    static NodeProcess start(String name, Path jar, Path directory, Map<String, String> settings) throws IOException {
        Path runs = directory.resolve(name + ".runs");
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command(jar)).directory(directory.toFile()).redirectError(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("TALKOO_"));
        builder.environment().putAll(settings);
        builder.environment().put(PhotoModule.RUNS, runs.toString());
        return new NodeProcess(name, runs, log, builder.start());
    }

    private static List<String> command(Path jar) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String talkoo = "io.talkoo.http.cli.TalkooCommand"; // what talkoo.jar begins with
        return List.of(java, "-Xmx256m", "-cp", jar.toString(), talkoo, "node", "--tasks", jar.toString());
    }

    /** Waits for the line that the node prints when it can accept and run tasks; answers where it takes them. */
    URI awaitReady() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return URI.create(ready.group(1));
            }
        }
        throw new IllegalStateException(name + " ended before it was ready, " + log + " says why");
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** What its tasks wrote down. */
    List<Run> runs() throws IOException {
        return Run.read(runs);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to let its running tasks end and to leave (SIGTERM). */
    void leave() {
        process.toHandle().destroy();
    }

    /** Waits until it has left, but not for ever. */
    void awaitEnd() {
        try {
            process.waitFor(DRAINED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }
}

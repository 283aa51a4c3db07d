package io.talkoo.benchmark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** This program once more, in a JVM of its own with the same options as this one, so with the same heap. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    static ChildJvm start(String mode, List<String> store, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> Stream.of("-agentlib", "-javaagent", "-XX:StartFlightRecording")
                        .noneMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Benchmark.class.getName()));
        command.add(mode);
        command.addAll(store);
        command.addAll(options);
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Lets it go on where it waits for that. */
    void go() throws IOException {
        input.newLine();
        input.flush();
    }

    /** Processor time it has taken. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The next line it prints; null at its end. */
    String line() throws IOException {
        return output.readLine();
    }

    /** Ends it as {@code kill -9} does, and waits for its end. What it had printed can still be read. */
    void kill() {
        // Process.destroyForcibly would close the output under whoever reads it.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        output.close();
    }
}

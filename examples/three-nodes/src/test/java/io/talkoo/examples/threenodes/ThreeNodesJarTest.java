package io.talkoo.examples.threenodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its user starts it, with a smaller load. */
class ThreeNodesJarTest {
    private static final int TASKS = 300;

    @TempDir
    private Path directory;

    private Process program;

    private BufferedReader start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(java(), "-Xmx256m", "-jar", System.getProperty("three-nodes.jar")));
        command.addAll(List.of(arguments));
        program = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return program.inputReader();
    }

    private static List<String> linesUntil(BufferedReader output, Predicate<String> last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (last.test(line)) {
                return lines;
            }
        }
        throw new AssertionError("the program ended early: " + String.join("\n", lines));
    }

    @AfterEach
    void kill() {
        program.descendants().forEach(ProcessHandle::destroyForcibly);
        program.destroyForcibly();
    }

    @Test
    void a_node_is_killed_and_nothing_is_lost() throws Exception {
        BufferedReader output = start("--tasks", Integer.toString(TASKS));

        List<String> lines = linesUntil(output, line -> line.endsWith("  stopped"));

        assertThat(lines)
                .anyMatch(line -> line.contains("node-1 is killed"))
                .anyMatch(line -> line.matches(" +acknowledged +" + TASKS + " tasks"))
                .anyMatch(line -> line.matches(" +ended +" + TASKS + " tasks: .* on node-2, .* on node-3"))
                .anyMatch(line -> line.matches(" +lost +0 tasks"))
                .anyMatch(line -> line.endsWith("nothing was lost"));
        assertThat(program.waitFor()).isZero();
    }

    @Test
    void interrupted_it_stops_everything_that_it_started() throws Exception {
        BufferedReader output = start();
        List<String> lines = linesUntil(output, line -> line.contains("node-3 is ready"));
        List<ProcessHandle> nodes = program.children().toList();

        program.toHandle().destroy();

        assertThat(nodes).hasSizeGreaterThanOrEqualTo(3);
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        await().until(() -> !listens(postgresPort(lines)));
    }

    /** The jar of an application has OpenTelemetry's SDK only if the application wants it. */
    @Test
    void a_node_that_is_told_to_trace_without_the_sdk_says_what_is_missing() throws Exception {
        ProcessBuilder node = new ProcessBuilder(
                        java(),
                        "-cp",
                        System.getProperty("three-nodes.jar"),
                        "io.talkoo.http.cli.TalkooCommand",
                        "node")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        node.environment().putAll(Map.of("TALKOO_TRACING_ENABLED", "true", "TALKOO_HTTP_PORT", "0"));
        program = node.start();

        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said)
                .contains("add opentelemetry-sdk-extension-autoconfigure")
                .doesNotContain("\tat ");
        assertThat(program.waitFor()).isNotZero();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int postgresPort(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("jdbc:postgresql:"))
                .map(line -> Integer.valueOf(line.replaceFirst(".*:(\\d+)/.*", "$1")))
                .findFirst()
                .orElseThrow();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}

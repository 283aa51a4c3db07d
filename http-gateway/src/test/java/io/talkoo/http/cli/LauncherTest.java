package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code talkoo}, with a Java that tells what it is started with. */
class LauncherTest {
    private static final Path SCRIPT = Path.of("bin/talkoo").toAbsolutePath();

    @TempDir
    private Path directory;

    private Path java;
    private Path jar;

    private record Ran(int exit, List<String> out, String err) {}

    @BeforeEach
    void install() throws IOException {
        java = Files.createDirectories(directory.resolve("a jdk"));
        script(Files.createDirectory(java.resolve("bin")).resolve("java"), "printf '%s\\n' \"$@\"; exit 42");
        release("21.0.4");
        jar = Files.createFile(
                        Files.createDirectory(directory.resolve("a place")).resolve("talkoo.jar"))
                .toRealPath();
    }

    private void release(String version) throws IOException {
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TALKOO_"));
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("TALKOO_JAR", jar.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> out = process.inputReader().lines().toList();
        String err = new String(process.getErrorStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, err);
    }

    @Test
    void a_node_gets_the_options_of_a_server() throws Exception {
        Ran node = run(Map.of(), "node", "--data", "my data");

        assertThat(node.exit()).isEqualTo(42);
        assertThat(node.out())
                .contains("-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=70")
                .endsWith("-jar", jar.toString(), "node", "--data", "my data");
        assertThat(node.out()).noneMatch(option -> option.contains("Tiered") || option.contains("unsafe"));
    }

    @Test
    void other_commands_get_those_that_start_quickly() throws Exception {
        assertThat(run(Map.of(), "list", "--name", "").out())
                .contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .contains("-XX:SharedArchiveFile=" + jar.resolveSibling("archives/client-21.0.4.jsa"))
                .endsWith("-jar", jar.toString(), "list", "--name", "");
        assertThat(run(Map.of()).out()).endsWith("-jar", jar.toString());
    }

    @Test
    void ones_own_options_come_last_and_win() throws Exception {
        List<String> options =
                run(Map.of("TALKOO_JAVA_OPTIONS", "-Xmx2g -Da=b"), "node").out();

        assertThat(options).containsSubsequence("-XX:MaxRAMPercentage=70", "-Xmx2g", "-Da=b", "-jar");
    }

    @Test
    void newer_versions_of_java_are_asked_to_be_quiet() throws Exception {
        release("25.0.3");
        assertThat(run(Map.of(), "node").out())
                .contains("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void what_is_missing_is_exit_code_2_and_one_line() throws Exception {
        Ran noJava = run(Map.of("JAVA_HOME", directory.toString()), "node");
        Ran noJar = run(Map.of("TALKOO_JAR", "nowhere.jar"), "node");
        release("11.0.2");
        Ran oldJava = run(Map.of(), "node");

        assertThat(List.of(noJava, noJar, oldJava))
                .allSatisfy(ran -> assertThat(ran.exit()).isEqualTo(2))
                .allSatisfy(
                        ran -> assertThat(ran.err().lines()).hasSize(1).allMatch(line -> line.startsWith("talkoo: ")));
        assertThat(noJava.err()).contains("JAVA_HOME");
        assertThat(noJar.err()).contains("nowhere.jar");
        assertThat(oldJava.err()).contains("17", "11.0.2");
    }
}

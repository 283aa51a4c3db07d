package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node as an operator meets it: a process with a ready line, signals and exit codes. */
class NodeProcessTest {
    @TempDir
    private Path directory;

    private NodeProcess node(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 3];
        all[0] = "node";
        all[1] = "--set";
        all[2] = "http.port=0";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return new NodeProcess(directory, all);
    }

    private static HttpResponse<String> call(int port, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static void assertRefused(NodeProcess node, String... wordsOfEachLine) throws Exception {
        assertThat(node.exitCode()).as(node.errors().toString()).isEqualTo(2);
        assertThat(node.line()).isNull();
        assertThat(node.errors().stream().filter(line -> line.startsWith("talkoo: ")))
                .hasSize(wordsOfEachLine.length)
                .zipSatisfy(
                        List.of(wordsOfEachLine),
                        (line, words) -> assertThat(line).contains(words));
        assertThat(node.errors()).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void a_node_says_when_it_is_ready_and_exits_with_0_on_sigterm() throws Exception {
        try (NodeProcess node = node("--set", "node.name=one")) {
            String ready = node.line();
            assertThat(ready).matches("talkoo ready http=http://127\\.0\\.0\\.1:\\d+ node=one store=sqlite");
            int port = Integer.parseInt(ready.replaceFirst(".*:(\\d+) node.*", "$1"));
            assertThat(call(port, "/health/ready", null).statusCode()).isEqualTo(200);

            node.signal("TERM");

            assertThat(node.exitCode()).isZero();
            assertThat(node.line()).isNull();
        }
    }

    @Test
    void a_node_starts_as_the_unit_of_a_service_manager_starts_it() throws Exception {
        try (NodeProcess node = node("--config", "cluster.conf", "--data", "data", "--set", "cluster.port=0")) {
            node.awaitReady();

            node.signal("TERM");

            assertThat(node.exitCode()).isZero();
        }
    }

    @Test
    void what_was_accepted_is_there_after_a_restart() throws Exception {
        Path jar = TestJar.withModule(directory);
        String id;
        try (NodeProcess node = node("--tasks", jar.toString())) {
            int port = node.awaitReady();
            HttpResponse<String> submitted =
                    call(port, "/v1/tasks", "{\"name\": \"jar.twice\", \"args\": [21], \"countdown\": 3600}");
            assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(202);
            id = submitted.headers().firstValue("Location").orElseThrow();
            node.signal("TERM");
            assertThat(node.exitCode()).isZero();
        }
        try (NodeProcess node = node("--tasks", jar.toString())) {
            assertThat(call(node.awaitReady(), id, null).body()).contains("\"state\":\"PENDING\"");
        }
    }

    @Test
    void a_node_runs_the_tasks_of_a_jar() throws Exception {
        try (NodeProcess node = node("--tasks", TestJar.withModule(directory).toString())) {
            HttpResponse<String> answer =
                    call(node.awaitReady(), "/v1/tasks?wait=30", "{\"name\": \"jar.twice\", \"args\": [21]}");

            assertThat(answer.body()).contains("\"result\":42");
        }
    }

    @Test
    void a_drain_lets_a_running_task_end_and_a_second_sigterm_does_not_wait() throws Exception {
        Path jar = TestJar.withModule(directory);
        try (NodeProcess node = node("--tasks", jar.toString(), "--set", "shutdown.drain=10m")) {
            int port = node.awaitReady();
            call(port, "/v1/tasks", "{\"name\": \"jar.never\", \"args\": [\"" + directory.resolve("runs") + "\"]}");
            awaitFile(directory.resolve("runs"));
            node.signal("TERM");
            awaitRefused(port);

            node.signal("TERM");

            assertThat(node.exitCode()).isEqualTo(128 + 15);
        }
    }

    private static void awaitFile(Path file) throws Exception {
        try (var watch = file.getFileSystem().newWatchService()) {
            file.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(file)) {
                watch.poll(1, TimeUnit.SECONDS);
            }
        }
    }

    private static void awaitRefused(int port) {
        await().until(() -> {
            try {
                call(port, "/health/live", null);
                return false;
            } catch (IOException refused) {
                return true;
            }
        });
    }

    @Test
    void every_bad_setting_is_told_at_once() throws Exception {
        try (NodeProcess node = node("--set", "http.prt=1", "--set", "store.batch=none", "--host", "0.0.0.0")) {
            assertRefused(node, "talkoo.http.prt", "talkoo.store.batch", "talkoo.http.host");
        }
    }

    @Test
    void an_unknown_option_is_one_line() throws Exception {
        try (NodeProcess node = node("--prot", "1")) {
            assertRefused(node, "--prot");
        }
    }

    @Test
    void a_taken_port_is_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NodeProcess node = node("--port", String.valueOf(taken.getLocalPort()))) {
            assertRefused(node, "talkoo.http.port: " + taken.getLocalPort());
        }
    }

    @Test
    void a_cluster_on_the_embedded_store_is_one_line() throws Exception {
        try (NodeProcess node = node("--set", "cluster.seeds=127.0.0.1:7625")) {
            assertRefused(node, "talkoo.store.url: expected jdbc:postgresql://HOST/DATABASE");
        }
    }

    @Test
    void a_taken_port_of_the_cluster_is_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NodeProcess node = node("--set", "cluster.port=" + taken.getLocalPort())) {
            assertRefused(node, "talkoo.cluster.port: " + taken.getLocalPort() + " on 127.0.0.1 cannot be bound");
        }
    }

    @Test
    void a_data_directory_in_use_is_one_line() throws Exception {
        try (NodeProcess first = node("--data", "shared")) {
            first.awaitReady();
            try (NodeProcess second = node("--data", "shared")) {
                assertRefused(second, "shared");
            }
        }
    }

    @Test
    void a_file_that_is_no_database_is_one_line() throws Exception {
        Path data = Files.createDirectory(directory.resolve("foreign"));
        Files.writeString(data.resolve("talkoo.db"), "this is a letter to my aunt, not a database. ".repeat(200));

        try (NodeProcess node = node("--data", data.toString())) {
            assertRefused(node, "talkoo.db");
        }
    }

    @Test
    void a_jar_without_tasks_is_one_line() throws Exception {
        try (NodeProcess node = node("--tasks", "nowhere.jar")) {
            assertRefused(node, "nowhere.jar");
        }
        try (NodeProcess node = node("--tasks", TestJar.withoutModule(directory).toString())) {
            assertRefused(node, "empty.jar");
        }
    }
}

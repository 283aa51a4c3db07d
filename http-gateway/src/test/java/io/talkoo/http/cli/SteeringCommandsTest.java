package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.cli.Cli.Ran;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues, schedules, limits and nodes from the command line, and who may. */
class SteeringCommandsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    private static CliNode node;
    private static Cli talkoo;

    @BeforeAll
    static void start() {
        node = new CliNode(data);
        talkoo = node.cli();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Ran run(String... arguments) {
        return talkoo.run(arguments);
    }

    @Test
    void a_queue_is_paused_resumed_and_purged() {
        run("submit", "cli.add", "-a", "[1, 2]", "--queue", "mail", "--countdown", "1h");

        assertThat(run("queues", "pause", "mail").out()).containsPattern("mail .* yes");
        assertThat(run("queues").out()).containsPattern("mail .* yes");
        assertThat(run("queues", "resume", "mail", "--json")
                        .json()
                        .path("paused")
                        .asBoolean())
                .isFalse();
        Ran refused = talkoo.typing("\n").run("queues", "purge", "mail");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("Revoke all that waits in mail? [y/N]");
        assertThat(run("queues", "purge", "mail").line()).isEqualTo("purged: 1");
        assertThat(run("queues", "list", "--json").json())
                .anyMatch(queue -> queue.path("name").asText().equals("mail"));
    }

    @Test
    void a_schedule_is_made_shown_paused_resumed_run_and_deleted() {
        Ran made = run(
                "schedules",
                "put",
                "invoices",
                "--cron",
                "0 6 1 * *",
                "--timezone",
                "Europe/Helsinki",
                "--task",
                "cli.add",
                "--args",
                "[4, 2]",
                "--overlap",
                "skip");
        assertThat(made.out()).contains("invoices", "0 6 1 * * (Europe/Helsinki)", "cli.add");
        assertThat(run("schedules", "put", "sweep", "--every", "1h", "--task", "cli.add", "-a", "[1, 2]", "--paused")
                        .out())
                .contains("every 3600.0s", "paused");

        assertThat(run("schedules").out().lines()).hasSize(3);
        assertThat(run("schedules", "list", "--json").json()).hasSize(2);
        assertThat(run("schedules", "show", "invoices", "--json")
                        .json()
                        .path("overlap")
                        .asText())
                .isEqualTo("skip");
        assertThat(run("schedules", "pause", "invoices", "--json")
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        String task = run("schedules", "run", "invoices").line();
        assertThat(run("result", task, "--wait").line()).isEqualTo("6");
        assertThat(run("schedules", "resume", "invoices", "--json")
                        .json()
                        .path("runs")
                        .asInt())
                .isEqualTo(1);
        assertThat(run("schedules", "delete", "invoices").line()).isEqualTo("deleted: invoices");
        assertThat(run("schedules", "show", "invoices").exit()).isEqualTo(1);
    }

    @Test
    void limits_are_changed_while_the_node_runs() {
        JsonNode changed = run("limits", "cli.echo", "--rate", "10/m", "--at-once", "5", "--time-limit", "1m", "--json")
                .json();
        assertThat(changed.path("rateLimit").asText()).isEqualTo("10/m");
        assertThat(changed.path("maxConcurrency").asInt()).isEqualTo(5);
        assertThat(changed.path("timeLimit").asInt()).isEqualTo(60);

        String table = run("limits", "cli.echo", "--rate", "none").out();
        assertThat(table).containsPattern("cli\\.echo +default +- +5 +60\\.0s");
    }

    @Test
    void the_nodes_are_inspected() throws Exception {
        String id = run("submit", "cli.steps", "-a", "[\"inspect\", 1]").line();
        node.tasks().awaitStart("inspect");

        await().atMost(SOON).until(() -> run("inspect", "active").out().contains(id));
        assertThat(run("inspect", "active", "--json").json().get(0).path("node").asText())
                .isEqualTo("one");
        assertThat(run("inspect", "registered").out()).contains("cli.add", "cli.steps");
        assertThat(run("inspect", "registered", "--json").json().isArray()).isTrue();
        assertThat(run("inspect", "stats").out()).containsPattern("one +up").contains("store: sqlite");
        assertThat(run("inspect", "stats", "--json").json().path("members")).hasSize(1);

        node.tasks().open("inspect");
        assertThat(run("result", id, "--wait").exit()).isZero();
    }

    @Test
    void failures_are_counted() {
        run("submit", "cli.fail", "-a", "[\"no\"]", "--max-retries", "0", "--wait");

        assertThat(run("inspect", "failures").out()).contains("java.lang.IllegalStateException", "cli.fail");
        assertThat(run("inspect", "failures", "--json")
                        .json()
                        .get(0)
                        .path("count")
                        .asInt())
                .isPositive();
    }

    @Test
    void events_are_printed_as_they_happen() throws Exception {
        Cli watcher = talkoo.piped("");
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(
                () -> watcher.start("events", "--queue", "watched", "--state", "SUCCESS", "--count", "1", "--json"));

        // Until the stream is open nothing is told, so there is always another task to be told of.
        await().atMost(SOON).until(() -> {
            run("submit", "cli.add", "-a", "[1, 2]", "--queue", "watched", "--wait");
            return exit.isDone();
        });

        assertThat(exit.get(SOON.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(new Ran(0, watcher.out(), "").json().path("result").asInt()).isEqualTo(3);
    }

    @Test
    void ping_needs_no_key_and_tells_of_each_address() throws Exception {
        assertThat(node.anonymous().run("ping").line()).startsWith(node.address() + " is ready (");
        assertThat(node.anonymous().run("ping", "--json").json().path("ready").asBoolean())
                .isTrue();

        String nowhere = nowhere();
        Ran both = talkoo.run("ping", "--server", nowhere + "," + node.address(), "--patience", "1ms");
        assertThat(both.exit()).isEqualTo(4);
        assertThat(both.line()).startsWith(node.address());
        assertThat(both.err()).contains(nowhere);
    }

    /** An address where nobody listens. */
    private static String nowhere() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + taken.getLocalPort();
        }
    }

    @Test
    void a_node_that_does_not_answer_is_exit_code_4_and_its_address_is_told() throws Exception {
        String nowhere = nowhere();
        for (String[] command : List.of(
                new String[] {"list"}, new String[] {"submit", "cli.add"}, new String[] {"result", "id", "--follow"})) {
            String[] all = Arrays.copyOf(command, command.length + 2);
            all[command.length] = "--patience";
            all[command.length + 1] = "1ms";
            Ran ran = Cli.in(Map.of("TALKOO_SERVER", nowhere)).run(all);

            assertThat(ran.exit()).isEqualTo(4);
            assertThat(ran.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("talkoo: ")
                    .contains(nowhere);
        }
    }

    @Test
    void credentials_that_lack_or_do_not_suffice_are_told_without_showing_them() throws Exception {
        Ran none = node.anonymous().run("list");
        Ran wrong = node.anonymous().with("TALKOO_API_KEY", "tk_wrong_one").run("list");
        Ran reader = node.reader().run("submit", "cli.add", "-a", "[4, 2]");

        assertThat(List.of(none, wrong, reader)).allSatisfy(ran -> {
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err().lines()).hasSize(1);
            assertThat(ran.out() + ran.err()).doesNotContain("tk_");
        });
        assertThat(none.err()).contains("TALKOO_API_KEY", "--key-file");
        assertThat(reader.err()).contains("submit");
        assertThat(node.reader().run("list").exit()).isZero();
    }

    @Test
    void a_key_is_read_from_a_file() throws Exception {
        Path file = Files.writeString(data.resolve("key"), node.key() + "\n");

        assertThat(node.anonymous().run("list", "--key-file", file.toString()).exit())
                .isZero();
        assertThat(node.anonymous()
                        .with("TALKOO_API_KEY_FILE", file.toString())
                        .run("list")
                        .exit())
                .isZero();
        Ran missing = node.anonymous().run("list", "--key-file", "nowhere");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("nowhere");
    }

    @Test
    void colours_are_for_terminals_that_want_them() {
        run("submit", "cli.add", "-a", "[1, 2]", "--wait");

        assertThat(talkoo.typing("").run("list").out()).contains("\u001b[32mSUCCESS\u001b[0m");
        assertThat(talkoo.typing("").with("NO_COLOR", "1").run("list").out()).doesNotContain("\u001b");
        assertThat(run("list").out()).doesNotContain("\u001b");
    }
}

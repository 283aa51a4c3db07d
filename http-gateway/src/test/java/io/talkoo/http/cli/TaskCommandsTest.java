package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.cli.Cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks and workflows from the command line. */
class TaskCommandsTest {
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

    private static String submit(String... arguments) {
        Ran ran = run(arguments);
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran.line();
    }

    /** Submits a task that runs, at its first step, when this returns. */
    private static String running(String gate, String... more) throws InterruptedException {
        String[] all = {"submit", "cli.steps", "-a", "[\"" + gate + "\", 2]"};
        String id =
                submit(Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray(String[]::new));
        node.tasks().awaitStart(gate);
        return id;
    }

    private static void finish(String gate) {
        node.tasks().open(gate);
        node.tasks().open(gate);
    }

    @Test
    void a_task_is_submitted_and_its_result_printed() {
        String id = submit("submit", "cli.add", "--args", "[4, 2]");

        Ran result = run("result", id, "--wait");

        assertThat(result).isEqualTo(new Ran(0, "6" + System.lineSeparator(), ""));
        assertThat(run("call", "cli.add", "-k", "{\"a\": 4, \"b\": 3}", "--wait")
                        .line())
                .isEqualTo("7");
    }

    @Test
    void programs_get_the_whole_status() {
        JsonNode submitted = run("submit", "cli.add", "-a", "[4, 2]", "--json").json();
        JsonNode ended =
                run("result", submitted.path("id").asText(), "--wait", "--json").json();

        assertThat(submitted.path("name").asText()).isEqualTo("cli.add");
        assertThat(ended.path("state").asText()).isEqualTo("SUCCESS");
        assertThat(ended.path("result").asInt()).isEqualTo(6);
    }

    @Test
    void every_option_of_a_submit_reaches_the_node() {
        JsonNode task = run(
                        "submit",
                        "cli.add",
                        "--args",
                        "[1, 2]",
                        "--queue",
                        "mail",
                        "--priority",
                        "7",
                        "--countdown",
                        "1h",
                        "--expires",
                        "2h",
                        "--header",
                        "tenant=a b",
                        "--id",
                        "01931f7a-5a3c-7000-8000-0000000000aa",
                        "--json")
                .json();

        assertThat(task.path("queue").asText()).isEqualTo("mail");
        assertThat(task.path("priority").asInt()).isEqualTo(7);
        assertThat(task.path("headers").path("tenant").asText()).isEqualTo("a b");
        assertThat(task.path("id").asText()).isEqualTo("01931f7a-5a3c-7000-8000-0000000000aa");
        assertThat(task.path("eta").asText()).isNotBlank();
        assertThat(task.path("expiresAt").asText())
                .isGreaterThan(task.path("eta").asText());
    }

    @Test
    void a_failed_task_is_exit_code_1_and_its_error_one_line() {
        Ran failed = run("submit", "cli.fail", "-a", "[\"no paper\"]", "--max-retries", "0", "--wait");

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err().lines())
                .singleElement()
                .asString()
                .contains("FAILURE", "java.lang.IllegalStateException: no paper");
        String id = failed.err().replaceFirst("(?s)talkoo: task (\\S+) is.*", "$1");
        assertThat(run("result", id, "--traceback").err()).contains("\tat ", "CliTasks.fail");
        Ran json = run("result", id, "--json");
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.json().path("error").path("message").asText()).isEqualTo("no paper");
    }

    @Test
    void a_task_that_is_not_ready_in_time_is_exit_code_5() throws Exception {
        String id = running("in time");

        assertThat(run("result", id).exit()).isEqualTo(5);
        Ran waited = run("result", id, "--wait", "--timeout", "10ms");
        assertThat(waited.exit()).isEqualTo(5);
        assertThat(waited.err()).contains(id, "not ready", "PROGRESS");
        assertThat(run("result", id, "--follow", "--timeout", "10ms").exit()).isEqualTo(5);

        finish("in time");
        assertThat(run("result", id, "--wait").line()).isEqualTo("\"done\"");
    }

    @Test
    void a_terminal_shows_how_far_a_task_is_as_a_bar() throws Exception {
        String id = running("bar");
        Cli terminal = talkoo.typing("");
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> terminal.start("result", id, "--follow"));

        await().atMost(SOON).until(() -> terminal.err().contains("1 of 2"));
        assertThat(terminal.err()).contains("PROGRESS [###############...............] 1 of 2");
        node.tasks().open("bar");
        await().atMost(SOON).until(() -> terminal.err().contains("2 of 2"));
        node.tasks().open("bar");

        assertThat(exit.get(SOON.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(terminal.out().strip()).isEqualTo("\"done\"");
    }

    @Test
    void programs_that_follow_get_a_line_for_each_change() throws Exception {
        String id = running("lines");
        Cli program = talkoo.piped("");
        CompletableFuture<Integer> exit =
                CompletableFuture.supplyAsync(() -> program.start("result", id, "--follow", "--json"));

        await().atMost(SOON).until(() -> program.out().contains("\"current\":1"));
        finish("lines");

        assertThat(exit.get(SOON.toSeconds(), TimeUnit.SECONDS)).isZero();
        List<JsonNode> lines = new Ran(0, program.out(), "").jsonLines();
        assertThat(lines.get(0).path("state").asText()).isEqualTo("PROGRESS");
        assertThat(lines.get(lines.size() - 1).path("state").asText()).isEqualTo("SUCCESS");
        assertThat(program.err()).isEmpty();
    }

    @Test
    void what_a_task_returns_cannot_steer_the_terminal() {
        Cli terminal = talkoo.typing("");
        String evil = "[\"\\u001b[2J\\u009b31m\\u202e gone\"]";

        Ran text = terminal.run("submit", "cli.echo", "-a", evil, "--wait");
        Ran json = terminal.run("submit", "cli.echo", "-a", "[\"a\u009bb\u202e\"]", "--wait", "--json");

        assertThat(text.line()).isEqualTo("\"\\u001B[2J\\u009b31m\\u202e gone\"");
        assertThat(json.out()).doesNotContain("\u009b", "\u202e");
        assertThat(json.json().path("result").asText()).isEqualTo("a\u009bb\u202e");
    }

    @Test
    void a_task_is_shown_with_its_attempts() {
        String id = submit("submit", "cli.add", "-a", "[4,   2]");
        run("result", id, "--wait");

        Ran shown = run("show", id);

        assertThat(shown.exit()).isZero();
        assertThat(shown.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("TASK " + id, "name cli.add", "state SUCCESS", "args [4,2]", "result 6", "worker one")
                .anyMatch(line -> line.strip().matches("1 \\S+Z \\S+Z one SUCCESS -"));
        assertThat(run("show", id, "--json").json().path("attempts")).hasSize(1);
    }

    @Test
    void tasks_are_listed_by_filter_as_a_table_and_as_json() {
        String first = submit("submit", "cli.add", "-a", "[1, 1]", "--header", "list=x");
        String second = submit("submit", "cli.add", "-a", "[1, 1]", "--header", "list=x");
        run("result", first, "--wait");
        run("result", second, "--wait");

        List<String> table =
                run("list", "--header", "list=x", "--since", "1h").out().lines().toList();
        Ran page = run("list", "--header", "list=x", "--limit", "1", "--json");

        assertThat(table).hasSize(3);
        assertThat(table.get(0)).matches("ID +NAME +STATE +QUEUE +CREATED +RETRIES +WORKER");
        assertThat(table.get(1)).matches(second + " +cli\\.add +SUCCESS +default +\\S+Z +0 +one");
        assertThat(page.json().path("tasks")).hasSize(1);
        Ran rest = run(
                "list",
                "--header",
                "list=x",
                "--cursor",
                page.json().path("next").asText());
        assertThat(rest.out()).contains(first).doesNotContain(second);
    }

    @Test
    void tasks_are_revoked_and_run_again_by_id() {
        String id = submit("submit", "cli.add", "-a", "[1, 2]", "--countdown", "1h");

        assertThat(run("revoke", id, "--reason", "not wanted").line()).isEqualTo(id + " REVOKED");
        Ran result = run("result", id);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("REVOKED", "talkoo.Revoked: not wanted");
        assertThat(run("retry", id).exit()).isZero();
        assertThat(run("retry", id).exit()).isEqualTo(1);
        assertThat(run("revoke", id).exit()).isZero();
    }

    @Test
    void one_id_that_is_unknown_does_not_keep_the_others() {
        String known = submit("submit", "cli.add", "-a", "[1, 2]", "--countdown", "1h");

        Ran revoked = run("revoke", UUID.randomUUID().toString(), known);

        assertThat(revoked.exit()).isEqualTo(1);
        assertThat(revoked.line()).isEqualTo(known + " REVOKED");
    }

    @Test
    void a_bulk_call_asks_at_a_terminal_and_only_there() {
        String id = submit("submit", "cli.add", "-a", "[1, 2]", "--countdown", "1h", "--header", "bulk=x");

        Ran refused = talkoo.typing("n\n").run("revoke", "--header", "bulk=x");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("Revoke all tasks with {headers={bulk=x}}? [y/N]", "nothing was done");
        assertThat(run("result", id).exit()).isEqualTo(5);

        Ran agreed = talkoo.typing("y\n").run("revoke", "--header", "bulk=x");
        assertThat(agreed.line()).isEqualTo("revoked: 1");
        assertThat(talkoo.typing("")
                        .run("retry", "--state", "REVOKED", "--header", "bulk=x", "--yes")
                        .line())
                .isEqualTo("retried: 1");
        submit("submit", "cli.add", "-a", "[1, 2]", "--countdown", "1h", "--header", "bulk=y");
        assertThat(run("revoke", "--header", "bulk=y", "--json")
                        .json()
                        .path("revoked")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_workflow_from_a_file_or_a_pipe_is_submitted_and_shown_as_a_tree() throws Exception {
        String canvas = "{\"chain\": [{\"task\": {\"name\": \"cli.add\", \"args\": [4, 2]}},"
                + " {\"group\": [{\"task\": {\"name\": \"cli.add\", \"args\": [10]}},"
                + " {\"task\": {\"name\": \"cli.add\", \"args\": [20]}}]}]}";
        Path file = Files.writeString(data.resolve("workflow.json"), canvas);

        String id = submit("workflow", "submit", file.toString());
        Ran result = run("workflow", "show", id, "--wait");
        List<String> tree = run("workflow", "show", id).out().lines().toList();

        assertThat(result.line()).isEqualTo("[16,26]");
        assertThat(tree).hasSize(5);
        assertThat(tree.get(0)).startsWith("chain  SUCCESS");
        assertThat(tree.get(1)).startsWith("├─ cli.add  SUCCESS");
        assertThat(tree.get(2)).startsWith("└─ group  SUCCESS");
        assertThat(tree.get(3)).startsWith("   ├─ cli.add  SUCCESS");
        assertThat(talkoo.piped(canvas)
                        .run("workflow", "submit", "-", "--follow")
                        .line())
                .isEqualTo("[16,26]");
        assertThat(run("workflow", "list", "--json").json().path("workflows")).hasSizeGreaterThan(1);
        assertThat(run("workflow", "list").out()).contains(id);
        assertThat(run("workflow", "revoke", id, "--json").json().path("state").asText())
                .isEqualTo("SUCCESS");
    }

    @Test
    void a_faulty_file_is_exit_code_2_and_names_the_place() {
        Ran typo = talkoo.piped("{\"chian\": []}").run("workflow", "submit", "-");
        Ran noJson = talkoo.piped("chain").run("workflow", "submit", "-");
        Ran nowhere = run("workflow", "submit", "nowhere.json");

        assertThat(List.of(typo, noJson, nowhere))
                .allSatisfy(ran -> assertThat(ran.exit()).isEqualTo(2))
                .allSatisfy(ran -> assertThat(ran.err().lines()).hasSize(1));
        assertThat(typo.err()).contains("chian");
        assertThat(nowhere.err()).contains("nowhere.json");
    }

    @Test
    void what_the_node_refuses_is_one_message_with_what_to_do() {
        Ran unknownTask = run("submit", "cli.ad", "-a", "[4, 2]");
        Ran unknownId = run("result", UUID.randomUUID().toString());
        Ran arguments = run("submit", "cli.add", "-a", "[\"x\", 2]");

        assertThat(List.of(unknownTask, unknownId, arguments))
                .allSatisfy(ran -> assertThat(ran.exit()).isEqualTo(1))
                .allSatisfy(ran -> assertThat(ran.out()).isEmpty())
                .allSatisfy(
                        ran -> assertThat(ran.err().lines()).hasSize(1).allMatch(line -> line.startsWith("talkoo: ")));
        assertThat(unknownTask.err()).contains("cli.add");
        assertThat(arguments.err()).contains("/args/0");
    }

    @Test
    void what_is_typed_wrong_is_exit_code_2_and_sends_nothing() {
        List<Ran> wrong = List.of(
                run("submit", "cli.add", "--args", "4, 2"),
                run("submit", "cli.add", "--kwargs", "[1]"),
                run("submit", "cli.add", "--countdown", "soon"),
                run("submit", "cli.add", "--eta", "tomorrow"),
                run("submit"),
                run("revoke"),
                run("revoke", "--queue", "mail", "some-id"),
                run("revoke", "--queue", "mail", "--reason", "why"),
                run("workflow"),
                run("inspect"),
                run("limits", "cli.add"),
                run("limits", "cli.add", "--at-once", "many"),
                run("limits", "cli.add", "--time-limit", "long"),
                run("queues", "--json", "pause", "mail"),
                run("schedules", "put", "x", "--task", "cli.add"),
                run("ping", "--server", "node-1"));

        assertThat(wrong)
                .allSatisfy(ran -> assertThat(ran.exit()).as(ran.err()).isEqualTo(2))
                .allSatisfy(
                        ran -> assertThat(ran.err().lines()).hasSize(1).allMatch(line -> line.startsWith("talkoo: ")));
    }
}

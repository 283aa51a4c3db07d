package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.http.cli.Cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the program says of itself. */
class HelpTest {
    @TempDir
    private Path directory;

    /** The words of each command but the program itself. */
    static List<List<String>> commands() {
        List<List<String>> all = new ArrayList<>();
        collect(TalkooCommand.commandLine(), List.of(), all);
        return all;
    }

    private static void collect(CommandLine command, List<String> words, List<List<String>> all) {
        command.getSubcommands().forEach((name, child) -> {
            List<String> below = new ArrayList<>(words);
            below.add(name);
            all.add(below);
            collect(child, below, all);
        });
    }

    private static Ran help(List<String> command) {
        List<String> all = new ArrayList<>(command);
        all.add("--help");
        return Cli.in(Map.of()).run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_help_of_each_command_has_an_example(List<String> command) {
        Ran help = help(command);

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .startsWith("Usage: talkoo")
                .containsPattern("Examples?:\\s+(\\S.* )?(source <\\()?talkoo ");
    }

    @Test
    void commands_that_talk_to_a_node_tell_their_exit_codes() {
        assertThat(help(List.of("result")).out()).contains("Exit codes:", "no node answered", "is not ready");
    }

    @Test
    void the_program_lists_its_commands() {
        assertThat(help(List.of()).out())
                .contains("node", "submit", "result", "list", "revoke", "retry", "workflow", "schedules")
                .contains("queues", "inspect", "ping", "completion");
    }

    @Test
    void a_key_cannot_be_given_on_the_command_line() {
        assertThat(commands())
                .allSatisfy(command -> assertThat(help(command).out()).doesNotContain("--api-key"));
    }

    @Test
    void the_completion_is_a_script_that_bash_reads() throws Exception {
        Ran script = Cli.in(Map.of()).run("completion");
        Path file = Files.writeString(directory.resolve("talkoo.bash"), script.out());

        assertThat(script.out()).contains("--follow", "schedules");
        Process bash = new ProcessBuilder("bash", "-n", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue())
                .as(new String(bash.getInputStream().readAllBytes()))
                .isZero();
        assertThat(Cli.in(Map.of()).run("generate-completion").out()).isEqualTo(script.out());
    }
}

package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TalkooCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            TalkooCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void no_command_is_a_mistake_told_in_one_line() {
        assertThat(command.execute()).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("node", "--help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_misspelt_command_is_a_mistake_told_in_one_line() {
        assertThat(command.execute("nod")).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("nod");
    }

    @Test
    void help_names_every_option_of_a_node() {
        assertThat(command.execute("node", "--help")).isZero();
        assertThat(out.toString()).contains("--config", "--host", "--port", "--data", "--tasks", "--set");
    }

    @Test
    void version_says_what_this_is() {
        assertThat(command.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("talkoo ");
    }
}

package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.ApiKey;
import io.talkoo.config.ApiKeys;
import io.talkoo.config.Scope;
import io.talkoo.http.auth.Digests;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
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
        assertThat(err.toString().lines())
                .singleElement()
                .isEqualTo("talkoo: \"talkoo\" does not take \"nod\"; did you mean \"node\"?");
    }

    @Test
    void a_misspelt_option_is_a_mistake_told_in_one_line() {
        assertThat(command.execute("queues", "purge", "mail", "--yess")).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .isEqualTo("talkoo: \"talkoo queues purge\" does not take \"--yess\"; did you mean \"--yes\"?");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(command.execute("workflow", "submit", "no-such.json")).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().isEqualTo("talkoo: there is no file no-such.json");
    }

    @Test
    void help_names_every_option_of_a_node() {
        assertThat(command.execute("node", "--help")).isZero();
        assertThat(out.toString()).contains("--config", "--host", "--port", "--data", "--tasks", "--set");
    }

    @Test
    void keys_makes_a_key_and_the_entry_that_a_node_knows_it_by() {
        assertThat(command.execute("keys", "--id", "ci", "--scopes", "submit,read", "--tasks", "mail.*"))
                .isZero();
        List<String> lines = out.toString().lines().toList();
        List<ApiKey> read = ApiKeys.parse("keys = [" + lines.get(1) + "]");

        assertThat(lines).hasSize(2);
        assertThat(read).singleElement().satisfies(key -> {
            assertThat(key.id()).isEqualTo("ci");
            assertThat(key.sha256()).isEqualTo(HexFormat.of().formatHex(Digests.sha256(lines.get(0))));
            assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.SUBMIT, Scope.READ);
            assertThat(key.reach().tasks()).containsExactly("mail.*");
        });
    }

    @Test
    void a_key_with_a_wrong_scope_is_a_mistake_told_in_one_line() {
        assertThat(command.execute("keys", "--id", "ci", "--scopes", "reed")).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("--scopes", "submit, read");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void version_says_what_this_is() {
        assertThat(command.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("talkoo ");
    }
}

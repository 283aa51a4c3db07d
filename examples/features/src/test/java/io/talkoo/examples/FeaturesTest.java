package io.talkoo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.examples.embedding.Embedding;
import io.talkoo.examples.encrypted.EncryptedPayloads;
import io.talkoo.examples.eta.EtaAndExpiry;
import io.talkoo.examples.limits.RateLimitPerCustomer;
import io.talkoo.examples.periodic.Periodic;
import io.talkoo.examples.progress.Progress;
import io.talkoo.examples.quickstart.QuickStart;
import io.talkoo.examples.retry.RetryWithBackoff;
import io.talkoo.examples.revoke.Revoke;
import io.talkoo.examples.scope.UnitOfWorkPerRun;
import io.talkoo.examples.secret.SecretArguments;
import io.talkoo.examples.transactional.TransactionalSubmit;
import io.talkoo.examples.unique.UniqueTask;
import io.talkoo.examples.workflow.ChainGroupChord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {
    @TempDir
    private Path data;

    @Test
    void quickstart_adds_two_numbers() throws Exception {
        assertThat(Program.run(data, QuickStart::main)).containsExactly("5 + 10 = 15");
    }

    @Test
    void quickstart_is_what_the_readme_begins_with_and_short_enough_for_it() throws IOException {
        Path file = Path.of("src/main/java/io/talkoo/examples/quickstart/QuickStart.java");
        String source = Files.readString(file);

        assertThat(source.lines()).hasSizeLessThanOrEqualTo(25);
        assertThat(Files.readString(Path.of("../../README.md")))
                .contains(source.substring(source.indexOf("public class")));
    }

    @Test
    void retry_with_backoff_shows_a_task_that_recovers_and_one_that_is_given_up() throws Exception {
        List<String> printed = Program.run(data, RetryWithBackoff::main);

        assertThat(printed.stream().map(line -> line.replaceAll("after \\d+ ms", "after N ms")))
                .containsExactly(
                        "Helsinki: sunny in Helsinki",
                        "  attempt 1 after N ms: RETRY",
                        "  attempt 2 after N ms: RETRY",
                        "  attempt 3 after N ms: SUCCESS",
                        "Turku: given up, java.io.IOException: the weather service is down",
                        "  attempt 1 after N ms: RETRY",
                        "  attempt 2 after N ms: RETRY",
                        "  attempt 3 after N ms: RETRY",
                        "  attempt 4 after N ms: FAILURE");
        assertThat(millis(printed.get(2))).isGreaterThanOrEqualTo(100);
        assertThat(millis(printed.get(3))).isGreaterThanOrEqualTo(100 + 200);
    }

    private static long millis(String line) {
        return Long.parseLong(line.replaceFirst(".* after (\\d+) ms.*", "$1"));
    }

    @Test
    void chain_group_chord_shows_what_each_brings_and_a_workflow_that_is_mended() throws Exception {
        assertThat(Program.run(data, ChainGroupChord::main))
                .containsExactly(
                        "chain: May: 400 EUR",
                        "group: [400, 800]",
                        "chord: June: 1600 EUR",
                        "failed: Turku does not answer",
                        "mended: July: 1100 EUR",
                        "4 tasks succeeded");
    }

    @Test
    void progress_is_seen_while_the_task_runs() throws Exception {
        List<String> printed = Program.run(data, Progress::main);

        assertThat(printed).last().isEqualTo("20 rows imported");
        assertThat(printed.subList(0, printed.size() - 1))
                .isNotEmpty()
                .allMatch(line -> line.matches("row \\d+ of 20"));
    }

    @Test
    void eta_and_expiry_shows_tasks_that_wait_for_their_time_and_one_that_came_too_late() throws Exception {
        List<String> printed = Program.run(data, EtaAndExpiry::main);

        assertThat(printed).hasSize(6);
        assertThat(instant(printed.get(1))).isAfterOrEqualTo(instant(printed.get(0)));
        assertThat(instant(printed.get(3))).isAfterOrEqualTo(instant(printed.get(2)));
        assertThat(printed.get(4)).isEqualTo("roast is done");
        assertThat(printed.get(5)).startsWith("tea is REVOKED: ").contains("expired");
    }

    private static Instant instant(String line) {
        return Instant.parse(line.substring(line.lastIndexOf(' ') + 1));
    }

    @Test
    void unique_task_gives_who_asks_twice_the_first_answer() throws Exception {
        assertThat(Program.run(data, UniqueTask::main))
                .containsExactly(
                        "Aino's second order is her first: true",
                        "Eino's order is his own: true",
                        "the year of Aino",
                        "a later order is a new one: true",
                        "welcome, Aino / welcome, Aino");
    }

    @Test
    void revoke_cancels_a_task_that_waits_and_one_that_runs() throws Exception {
        assertThat(Program.run(data, Revoke::main))
                .containsExactly(
                        "the one that waited is REVOKED",
                        "the report cleans up, revoked: true",
                        "the one that ran is REVOKED: nobody reads it");
    }

    @Test
    void periodic_shows_a_task_that_ticks_and_one_that_is_scheduled_by_hand() throws Exception {
        assertThat(Program.run(data, Periodic::main))
                .containsExactly(
                        "measured three times",
                        "next on SATURDAY at 17:30",
                        "and now, heated to 80",
                        "paused: true, runs: 1");
    }

    @Test
    void rate_limit_per_customer_shows_that_one_customers_mails_hold_up_no_other() throws Exception {
        assertThat(Program.run(data, RateLimitPerCustomer::main))
                .containsExactly(
                        "bo waits for all mails to ann: false",
                        "15 mails to ann take longer than a burst of 10: true",
                        "most mails to ann at once: 1",
                        "now for all: 50/s");
    }

    @Test
    void unit_of_work_per_run_shows_what_interceptors_make_for_tasks_and_end_with_them() throws Exception {
        assertThat(Program.run(data, UnitOfWorkPerRun::main))
                .containsExactly(
                        "put",
                        "failed: java.lang.IllegalArgumentException: expected some pears, got -3",
                        "put",
                        "failed: java.lang.IllegalArgumentException: expected a header \"tenant\"",
                        "in stock: {Turku's apples=7, Turku's plums=5}");
    }

    @Test
    void embedding_runs_the_engine_on_the_applications_own_actor_system() throws Exception {
        assertThat(Program.run(data, Embedding::main))
                .containsExactly("the shop is told: invoice of order 7", "the shop is told: close");
    }

    @Test
    void transactional_submit_runs_what_is_committed_and_knows_nothing_of_what_is_rolled_back() throws Exception {
        assertThat(Program.run(data, TransactionalSubmit::main))
                .containsExactly("7 apples: invoice of 7 apples", "0 apples: no order, no task: NOT_FOUND");
    }

    @Test
    void encrypted_payloads_are_read_with_their_keys_and_found_nowhere() throws Exception {
        assertThat(Program.run(data, EncryptedPayloads::main))
                .containsExactly(
                        "Dear Aino, it is only a cold",
                        "found in the files of the database: false",
                        "with a new key: Dear Aino, it is only a cold",
                        "without the old one: A payload cannot be decoded: there is no key \"2025\" among [2026]; it is left"
                                + " as it is, and read again once the codec has what it needs.");
    }

    @Test
    void encrypted_payloads_leave_the_database_of_the_other_programs_alone() throws Exception {
        Program.run(data, QuickStart::main);
        Program.run(data, EncryptedPayloads::main);

        assertThat(Program.run(data, EncryptedPayloads::main)).contains("Dear Aino, it is only a cold");
        assertThat(Program.run(data, QuickStart::main)).containsExactly("5 + 10 = 15");
    }

    @Test
    void secret_arguments_reach_their_tasks_and_are_shown_to_nobody() throws Exception {
        assertThat(Program.run(data, SecretArguments::main))
                .containsExactly(
                        "Aino's password has 6 letters",
                        "shown: [{\"user\":\"Aino\",\"password\":\"***\"}]",
                        "asked for: 4711-0815",
                        "shown: \"***\"",
                        "failed: java.lang.IllegalArgumentException: \"***\" is not the password of Aino",
                        "a name of the settings: {PIN=***}");
    }
}

package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static io.talkoo.http.ProblemAssert.assertRawProblem;
import static io.talkoo.http.ProblemAssert.pointers;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.http.HttpTester.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JSON of a submit can get wrong before any engine is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFaultsTest {
    private static final String TASKS = "/v1/tasks";

    private final EmptyServer server = new EmptyServer();
    private final HttpTester http = server.http();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void numbers_and_escapes_come_back_as_they_were_sent() {
        String args = "[123456789012345678901234567890, 1.10, 1e2, \"\\u0000\", {\"b\": 1, \"a\": [ ]}]";

        Answer answer = http.post(TASKS, "{\"name\": \"echo\", \"args\": " + args + ", \"kwargs\": null}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).contains("\"args\":" + args);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "nonsense",
                "{\"name\": \"a\"} {}",
                "{\"name\": \"a\"}]",
                "{'name': 'a'}",
                "{\"name\": \"a\",}",
                "{\"name\": \"a\", \"args\": [01]}",
                "{\"name\": \"a\", \"args\": [NaN]}",
                "{\"name\": \"a\", \"args\": [\"\u0001\"]}"
            })
    void what_is_not_one_json_value_is_400(String body) {
        Answer answer = http.post(TASKS, body);

        assertProblem(answer, 400);
        assertThat(answer.json().path("detail").textValue()).doesNotContain("talkoo", "Source", "Feature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "\"text\"", "true"})
    void what_is_not_an_object_is_400(String body) {
        Answer answer = http.post(TASKS, body);

        assertProblem(answer, 400);
        assertThat(answer.json().path("detail").textValue())
                .contains("an object")
                .doesNotContain("talkoo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": 5} | /name",
                "{\"name\": \"a\", \"args\": {}} | /args",
                "{\"name\": \"a\", \"args\": \"x\"} | /args",
                "{\"name\": \"a\", \"kwargs\": []} | /kwargs",
                "{\"name\": \"a\", \"priority\": \"5\"} | /priority",
                "{\"name\": \"a\", \"priority\": 5.5} | /priority",
                "{\"name\": \"a\", \"priority\": 99999999999} | /priority",
                "{\"name\": \"a\", \"countdown\": \"5\"} | /countdown",
                "{\"name\": \"a\", \"countdown\": 1e99} | /countdown",
                "{\"name\": \"a\", \"countdown\": 1e2147483647} | /countdown",
                "{\"name\": \"a\", \"eta\": \"tomorrow\"} | /eta",
                "{\"name\": \"a\", \"eta\": 5} | /eta",
                "{\"name\": \"a\", \"eta\": \"+999999999-11-20T08:10:00Z\"} | /eta",
                "{\"name\": \"a\", \"expires\": \"+999999999-11-20T08:10:00Z\"} | /expires",
                "{\"name\": \"a\", \"expires\": true} | /expires",
                "{\"name\": \"a\", \"expires\": \"soon\"} | /expires",
                "{\"name\": \"a\", \"expires\": 1e2147483647} | /expires",
                "{\"name\": \"a\", \"ignoreResult\": \"yes\"} | /ignoreResult",
                "{\"name\": \"a\", \"headers\": {\"tenant\": 5}} | /headers/tenant",
                "{\"name\": \"a\", \"headers\": []} | /headers",
                "{\"name\": \"a\", \"retry\": 5} | /retry",
                "{\"name\": \"a\", \"retry\": {\"maxRetries\": \"x\"}} | /retry/maxRetries",
                "{\"name\": \"a\", \"link\": {}} | /link",
                "{\"name\": \"a\", \"argz\": []} | /argz",
                "{\"name\": \"a\", \"a/b~c\": []} | /a~1b~0c",
                "{\"name\": \"a\", \"retry\": {\"maxRetry\": 1}} | /retry/maxRetry"
            })
    void a_wrong_type_or_an_unknown_field_is_400_and_names_its_place(String body, String pointer) {
        Answer answer = http.post(TASKS, body);

        assertProblem(answer, 400);
        assertThat(pointers(answer)).containsExactly(pointer);
        assertThat(answer.body()).as("no words of Java").doesNotContain("java.", "io.talkoo", "deserialize");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /name",
                "{\"name\": null} | /name",
                "{\"name\": \" \"} | /name",
                "{\"name\": \"a\", \"id\": \"42\"} | /id",
                "{\"name\": \"a\", \"id\": \"1-1-1-1-1\"} | /id",
                "{\"name\": \"a\", \"parentId\": \"x\"} | /parentId",
                "{\"name\": \"a\", \"queue\": \"a queue\"} | /queue",
                "{\"name\": \"a\", \"queue\": \"\"} | /queue",
                "{\"name\": \"a\", \"priority\": 10} | /priority",
                "{\"name\": \"a\", \"priority\": -1} | /priority",
                "{\"name\": \"a\", \"countdown\": -1} | /countdown",
                "{\"name\": \"a\", \"countdown\": 1, \"eta\": \"2026-11-20T08:10:00Z\"} | /eta",
                "{\"name\": \"a\", \"timeLimit\": 0} | /timeLimit",
                "{\"name\": \"a\", \"softTimeLimit\": -1} | /softTimeLimit",
                "{\"name\": \"a\", \"timeLimit\": 5, \"softTimeLimit\": 6} | /softTimeLimit",
                "{\"name\": \"a\", \"retry\": {\"maxRetries\": -2}} | /retry/maxRetries",
                "{\"name\": \"a\", \"retry\": {\"delay\": -1}} | /retry/delay",
                "{\"name\": \"a\", \"retry\": {\"backoff\": 0.5}} | /retry/backoff",
                "{\"name\": \"a\", \"retry\": {\"maxDelay\": -1}} | /retry/maxDelay",
                "{\"name\": \"a\", \"link\": [{\"chain\": []}]} | /link/0/chain",
                "{\"name\": \"a\", \"linkError\": [{}]} | /linkError/0"
            })
    void what_is_well_formed_but_not_acceptable_is_422_and_names_its_place(String body, String pointer) {
        Answer answer = http.post(TASKS, body);

        assertProblem(answer, 422);
        assertThat(pointers(answer)).containsExactly(pointer);
    }

    @Test
    void a_slip_of_the_finger_is_recognised() {
        Answer answer = http.post(TASKS, "{\"name\": \"a\", \"argz\": []}");

        assertThat(answer.json().path("detail").textValue())
                .isEqualTo("unknown field \"argz\"; did you mean \"args\"?");
    }

    @Test
    void all_faults_of_a_request_are_told_at_once() {
        Answer answer = http.post(TASKS, "{\"priority\": 10, \"queue\": \"?\", \"retry\": {\"delay\": -1}}");

        assertProblem(answer, 422);
        assertThat(pointers(answer)).containsExactlyInAnyOrder("/name", "/priority", "/queue", "/retry/delay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"a\", \"eta\": \"1999-01-01T00:00:00Z\"}",
                "{\"name\": \"a\", \"expires\": -5}",
                "{\"name\": \"a\", \"expires\": \"1999-01-01T00:00:00Z\"}",
                "{\"name\": \"a\", \"countdown\": 0.25, \"retry\": {\"maxRetries\": -1}}",
                "{\"name\": \"a\", \"countdown\": 1e-2147483647}",
                "{\"name\": \"a\", \"args\": null, \"id\": null, \"link\": [], \"linkError\": null}",
                "{\"name\": \"a\", \"eta\": \"2026-11-20T10:10:00+02:00\"}"
            })
    void times_in_the_past_fractions_and_nulls_are_accepted(String body) {
        assertThat(http.post(TASKS, body).status()).isEqualTo(202);
    }

    @Test
    void a_header_that_is_null_is_absent() {
        Answer answer = http.post(TASKS, "{\"name\": \"a\", \"headers\": {\"tenant\": \"a\", \"other\": null}}");

        assertThat(answer.body()).contains("\"headers\":{\"tenant\":\"a\"}");
    }

    @Test
    void nesting_deeper_than_500_is_400_and_500_is_accepted() {
        Answer deepest = http.post(TASKS, "{\"name\": \"a\", \"args\": " + "[".repeat(499) + "]".repeat(499) + "}");
        Answer deeper = http.post(TASKS, "{\"name\": \"a\", \"args\": " + "[".repeat(501) + "]".repeat(501) + "}");

        assertThat(deepest.status()).isEqualTo(202);
        assertProblem(deeper, 400);
        assertThat(deeper.json().path("detail").textValue()).contains("500");
    }

    @Test
    void a_number_of_as_many_digits_as_fit_is_refused_where_it_means_something_and_kept_where_not() {
        String digits = "9".repeat(90_000);

        for (String field : List.of("priority", "countdown", "expires", "timeLimit")) {
            Answer answer = http.post(TASKS, "{\"name\": \"a\", \"" + field + "\": " + digits + "}");
            assertProblem(answer, 400);
            assertThat(answer.body().length()).isLessThan(1_000);
        }
        assertThat(http.post(TASKS, "{\"name\": \"a\", \"args\": [" + digits + "]}")
                        .body())
                .contains("[" + digits + "]");
    }

    @Test
    void keys_that_hash_alike_are_read_like_any_others() {
        StringBuilder headers = new StringBuilder("\"last\": \"1\"");
        for (int i = 0; i < 1 << 11; i++) {
            // "Aa" and "BB" have the same hash code in Java, and so have all words of them that are as long.
            String bits = Integer.toBinaryString(1 << 11 | i).substring(1);
            headers.append(", \"")
                    .append(bits.replace("0", "Aa").replace("1", "BB"))
                    .append("\": \"1\"");
        }

        Answer answer = http.post(TASKS, "{\"name\": \"a\", \"headers\": {" + headers + "}}");

        assertThat(answer.json().path("headers")).hasSize(1 + (1 << 11));
    }

    @Test
    void invalid_utf_8_is_400_also_inside_of_arguments() throws IOException {
        byte[] body = "{\"name\": \"a\", \"args\": [\"?\"]}".getBytes(StandardCharsets.UTF_8);
        int place = new String(body, StandardCharsets.UTF_8).indexOf('?');
        for (byte bad : new byte[] {(byte) 0xC0, (byte) 0xFF, (byte) 0x80, (byte) 0xED}) {
            body[place] = bad;
            assertRawProblem(http.rawPost(TASKS, "Content-Type: application/json\r\n", body), 400);
        }
    }

    @Test
    void json_in_another_encoding_is_400() throws IOException {
        String json = "{\"name\": \"a\"}";
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            byte[] body = json.getBytes(charset);
            assertRawProblem(http.rawPost(TASKS, "Content-Type: application/json\r\n", body), 400);
        }
        byte[] marked = ("\uFEFF" + json).getBytes(StandardCharsets.UTF_8);
        assertRawProblem(http.rawPost(TASKS, "Content-Type: application/json\r\n", marked), 400);
    }
}

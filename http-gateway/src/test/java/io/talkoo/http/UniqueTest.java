package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static io.talkoo.http.ProblemAssert.pointers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The field {@code unique} of a submit. */
class UniqueTest extends NodeTest {
    private Answer submit(String unique) {
        return http.post(
                "/v1/tasks",
                "{\"name\": \"test.add\", \"args\": [1, 2], \"countdown\": 3600, \"unique\": " + unique + "}");
    }

    @Test
    void a_duplicate_is_answered_with_the_first() {
        Answer first = submit("{\"key\": \"a\", \"until\": \"started\"}");
        Answer duplicate = submit("{\"key\": \"a\", \"until\": \"started\"}");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("idempotent-replayed")).isNull();
        assertThat(duplicate.status()).isEqualTo(202);
        assertThat(duplicate.header("idempotent-replayed")).isEqualTo("true");
        assertThat(duplicate.json().path("id")).isEqualTo(first.json().path("id"));
    }

    @Test
    void a_key_for_a_time_answers_with_a_ready_task_too() {
        String body = "{\"name\": \"test.add\", \"args\": [1, 2], \"unique\": {\"key\": \"b\", \"until\": 3600.5}}";
        JsonNode first = node.run(body);

        Answer duplicate = http.post("/v1/tasks", body);

        assertThat(duplicate.status()).isEqualTo(200);
        assertThat(duplicate.json().path("id")).isEqualTo(first.path("id"));
        assertThat(duplicate.json().path("result").intValue()).isEqualTo(3);
    }

    @Test
    void the_items_of_a_batch_meet_each_other() {
        String item = "{\"name\": \"test.add\", \"args\": [1, 2], \"countdown\": 60, \"unique\": {\"key\": \"batch\"}}";

        JsonNode answers =
                http.post("/v1/tasks/batch", "[" + item + "," + item + "]").json();

        assertThat(answers.get(0).path("id").isTextual()).isTrue();
        assertThat(answers.get(1).path("id")).isEqualTo(answers.get(0).path("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key\": \"a\", \"until\": \"later\"}|400|/unique/until",
                "{\"key\": \"a\", \"until\": 0}|400|/unique/until",
                "{\"key\": \"a\", \"untill\": 1}|400|/unique/untill",
                "{\"key\": 7}|400|/unique/key",
                "{\"key\": \"\"}|422|/unique/key",
                "{}|422|/unique/key",
                "\"a\"|400|/unique"
            })
    void what_is_no_key_is_a_problem(String unique, int status, String pointer) {
        Answer answer = submit(unique);

        assertProblem(answer, status);
        assertThat(pointers(answer)).containsExactly(pointer);
    }

    @Test
    void a_step_of_a_workflow_cannot_be_unique() {
        Answer answer = http.post(
                "/v1/workflows",
                "{\"task\": {\"name\": \"test.add\", \"args\": [1, 2], \"unique\": {\"key\": \"a\"}}}");

        assertProblem(answer, 400);
        assertThat(pointers(answer)).containsExactly("/task/unique");
    }

    /** A key of the submit is refused; one that the task type declares is not to be passed over either. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'task': single} | /task/name",
                "{'chain': [{'task': plain}, {'group': [{'task': single}]}]} | /chain/1/group/0/task/name",
                "{'task': plain, 'link': [{'task': single}]} | /link/0/task/name",
            })
    void a_step_of_a_unique_type_is_refused(String canvas, String pointer) {
        Answer answer = http.post(
                "/v1/workflows",
                canvas.replace("single", "{'name': 'test.single', 'args': ['a'], 'immutable': true}")
                        .replace("plain", "{'name': 'test.add', 'args': [1, 2]}")
                        .replace('\'', '"'));

        assertProblem(answer, 422);
        assertThat(pointers(answer)).containsExactly(pointer);
        assertThat(answer.body()).contains("test.single").contains("submit it by itself");
    }

    @Test
    void a_schedule_of_a_unique_type_is_refused() {
        Answer answer = http.put(
                "/v1/schedules/single", "{\"every\": 60, \"task\": {\"name\": \"test.single\", \"args\": [\"a\"]}}");

        assertProblem(answer, 422);
        assertThat(pointers(answer)).containsExactly("/task/name");
        assertThat(answer.body()).contains("overlap");
    }
}

package io.talkoo.http;

import static io.talkoo.http.CanvasShorthand.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is revoked together with a task that was replaced, and how such a task fails. */
class ReplacementTest extends NodeTest {
    /** Gives way to a task that holds at {@code gate}, and one behind it. */
    private static String replaced(String gate) {
        return "{'name': 'test.replace', 'args': [{'chain': [{'task': {'name': 'test.hold', 'args': ['" + gate
                + "']}}, list]}]}";
    }

    private JsonNode revoke(String path, boolean terminate) {
        Answer answer = http.post(path + "/revoke", "{\"terminate\": " + terminate + ", \"reason\": \"enough\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** The task of that name in a tree, as it is once it is ready. */
    private JsonNode ended(String root, String name) {
        JsonNode found = http.get("/v1/tasks?rootId=" + root + "&name=" + name).json();
        assertThat(found.path("tasks")).as(name + " in " + root).hasSize(1);
        String id = found.path("tasks").path(0).path("id").textValue();
        return http.get("/v1/tasks/" + id + "?wait=20").json();
    }

    private static String state(JsonNode task) {
        return task.path("state").textValue();
    }

    @Test
    void what_replaces_a_revoked_task_does_not_go_on() throws Exception {
        String id = node.submit(json(replaced("goes-on")));
        node.tasks().awaitStart("goes-on");

        JsonNode revoked = revoke("/v1/tasks/" + id, false);
        assertThat(state(ended(id, "test.echo"))).isEqualTo("REVOKED");
        node.tasks().open("goes-on");

        assertThat(state(revoked)).isEqualTo("REVOKED");
        assertThat(revoked.path("error").path("message").textValue()).isEqualTo("enough");
        assertThat(state(ended(id, "test.hold"))).as("ran already").isEqualTo("SUCCESS");
        assertThat(http.get("/v1/tasks/" + id).json().path("state").textValue()).isEqualTo("REVOKED");
    }

    @Test
    void what_replaces_a_terminated_task_is_terminated() throws Exception {
        String id = node.submit(json(replaced("terminated")));
        node.tasks().awaitStart("terminated");

        revoke("/v1/tasks/" + id, true);

        assertThat(state(ended(id, "test.hold"))).isEqualTo("REVOKED");
        assertThat(state(ended(id, "test.echo"))).isEqualTo("REVOKED");
    }

    @Test
    void what_replaces_what_replaces_it_is_terminated_too() throws Exception {
        String id = node.submit(json("{'name': 'test.replaceBy', 'args': [{'task': " + replaced("nested") + "}]}"));
        node.tasks().awaitStart("nested");

        revoke("/v1/tasks/" + id, true);

        assertThat(state(ended(id, "test.replace"))).isEqualTo("REVOKED");
        assertThat(state(ended(id, "test.hold"))).isEqualTo("REVOKED");
    }

    @Test
    void a_workflow_is_revoked_with_what_replaces_its_steps() throws Exception {
        JsonNode workflow = http.post("/v1/workflows", json("{'chain': [{'task': " + replaced("step") + "}, =7]}"))
                .json();
        node.tasks().awaitStart("step");
        String root = workflow.path("root").path("children").path(0).path("id").textValue();

        JsonNode revoked = revoke("/v1/workflows/" + workflow.path("id").textValue(), true);

        assertThat(state(revoked)).isEqualTo("REVOKED");
        assertThat(revoked.path("counts").path("revoked").intValue()).isEqualTo(2);
        assertThat(state(ended(root, "test.hold"))).isEqualTo("REVOKED");
        JsonNode rows = http.get("/v1/tasks?rootId=" + root).json().path("tasks");
        assertThat(StreamSupport.stream(rows.spliterator(), false))
                .hasSize(4)
                .allMatch(row -> row.path("ready").booleanValue());
    }

    @Test
    void bulk_revoke_reaches_what_replaces_a_task() throws Exception {
        String id = node.submit(json(replaced("bulk")
                .replace("'name': 'test.replace'", "'headers': {'batch': 'b'}, 'name': 'test.replace'")));
        node.tasks().awaitStart("bulk");

        Answer answer = http.post(
                "/v1/tasks/revoke",
                "{\"name\": \"test.replace\", \"headers\": {\"batch\": \"b\"}, \"terminate\": true}");

        assertThat(answer.json().path("revoked").intValue()).as(answer.body()).isEqualTo(1);
        assertThat(state(ended(id, "test.hold"))).isEqualTo("REVOKED");
    }

    @Test
    void a_task_that_was_revoked_while_it_ran_is_not_replaced() throws Exception {
        String id = node.submit(json("{'name': 'test.holdAndReplace', 'args': ['late', =1]}"));
        node.tasks().awaitStart("late");

        revoke("/v1/tasks/" + id, false);
        node.tasks().open("late");

        JsonNode task = http.get("/v1/tasks/" + id + "?wait=20").json();
        assertThat(state(task)).as(task.toString()).isEqualTo("REVOKED");
        assertThat(task.path("children")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'group': [two, fail]}", "{'chain': [two, fail]}", "{'chain': [ fail]}"})
    void a_replaced_task_fails_with_the_error_of_what_took_its_place_and_others_are_told_who_failed(String canvas) {
        String place = canvas.replace("two", "{'task': {'name': 'test.add', 'args': [1, 1]}}");
        String replace = "{'task': {'name': 'test.replace', 'args': [" + place + "]}, 'linkError': [list]}";
        JsonNode workflow = http.post("/v1/workflows?wait=20", json("{'chain': [" + replace + ", +1]}"))
                .json();
        String step = workflow.path("root").path("children").path(0).path("id").textValue();

        JsonNode error = http.get("/v1/tasks/" + step).json().path("error");
        assertThat(error.path("type").textValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.path("message").textValue()).isEqualTo("no");
        assertThat(error.hasNonNull("cause")).as(error.toString()).isFalse();
        assertThat(workflow.path("error").path("type").textValue()).isEqualTo("talkoo.UpstreamFailed");
        JsonNode failed = ended(step, "test.fail");
        JsonNode cause = workflow.path("error").path("cause");
        assertThat(cause.path("name").textValue()).isEqualTo("test.fail");
        assertThat(cause.path("id")).isEqualTo(failed.path("id"));
        JsonNode told = ended(step, "test.echo").path("result");
        assertThat(told.path("id")).isEqualTo(failed.path("id"));
        assertThat(told.path("name").textValue()).isEqualTo("test.fail");
        assertThat(told.path("error")).isEqualTo(failed.path("error"));
    }
}

package io.talkoo.http;

import static io.talkoo.http.CanvasShorthand.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/workflows} with a real engine behind it. */
class WorkflowTest extends NodeTest {
    private static final String WORKFLOWS = "/v1/workflows";

    /** In the canvases, {@code +n} adds n to what comes before, {@code =n} is n whatever comes before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "one task                     | =3                                      | 3",
                "a chain                      | {'chain': [=1, +2, +3]}                 | 6",
                "a chain in a chain           | {'chain': [=1, {'chain': [+2, +3]}]}    | 6",
                "a group                      | {'group': [=1, =2, =3]}                 | [1,2,3]",
                "a group of one               | {'group': [=1]}                         | [1]",
                "an empty group               | {'group': []}                           | []",
                "a group in a group           | {'group': [=1, {'group': [=2, =3]}]}    | [1,2,3]",
                "a group behind a step        | {'chain': [=1, {'group': [+1, +2]}]}    | [2,3]",
                "a chord                      | {'chord': {'header': [=1, =2], 'body': list}} | [1,2]",
                "a chord without a header     | {'chord': {'header': [], 'body': list}} | []",
                "a group and a step           | {'chain': [{'group': [=1, =2]}, list]}  | [1,2]",
                "a step, a group and a step   | {'chain': [=1, {'group': [+1, +2]}, list]} | [2,3]",
                "a group and a group          | {'chain': [{'group': [=1, =2]}, {'group': [list, list]}]} | [[1,2],[1,2]]",
                "groups and steps in turns    | {'chain': [{'group': [=1, =2]}, list, {'group': [list, list]}, list]} | [[1,2],[1,2]]",
                "a group of chains            | {'group': [{'chain': [=1, +1]}, {'chain': [=2, +2]}]} | [2,4]",
                "a chain that ends in a group | {'group': [=0, {'chain': [=1, {'group': [+1, +2]}]}]} | [0,[2,3]]",
                "a chord in a chord           | {'chord': {'header': [{'chord': {'header': [=1, =2], 'body': list}}, =3], 'body': list}} | [[1,2],3]",
                "an empty group behind a step | {'chain': [=1, {'group': []}, list]}    | []",
                "an immutable step            | {'chain': [=1, =2]}                     | 2",
                "a map                        | {'map': {'task': {'name': 'test.echo'}, 'items': [1, 2]}} | [1,2]",
                "an empty map                 | {'map': {'task': {'name': 'test.echo'}, 'items': []}} | []",
                "a starmap                    | {'starmap': {'task': {'name': 'test.add'}, 'items': [[1, 2], [3, 4]]}} | [3,7]",
                "nothing to chunk in a group  | {'group': [{'chunks': {'task': {'name': 'test.add'}, 'items': [], 'size': 2}}, =3]} | [[],3]",
                "a chord without a header behind a group | {'chain': [{'group': [=1, =2]}, {'group': [{'chord': {'header': [], 'body': list}}, list]}]} | [[],[1,2]]",
                "an empty group called about  | {'group': [=1, {'group': [], 'link': [{'group': [], 'link': [ list]}]}]} | [1,[]]",
                "chunks                       | {'chunks': {'task': {'name': 'test.add'}, 'items': [[1, 2], [3, 4], [5, 6]], 'size': 2}} | [[3,7],[11]]",
            })
    void results(String what, String canvas, String result) {
        JsonNode workflow = run(canvas);

        assertThat(workflow.path("state").textValue()).as(workflow.toString()).isEqualTo("SUCCESS");
        assertThat(workflow.path("result").toString()).isEqualTo(result);
    }

    @Test
    void a_step_that_fails_ends_what_follows() {
        JsonNode workflow = run("{'chain': [=1, fail, +1, +1]}");

        assertThat(workflow.path("state").textValue()).isEqualTo("FAILURE");
        JsonNode error = workflow.path("error");
        assertThat(error.path("type").textValue()).isEqualTo("talkoo.UpstreamFailed");
        assertThat(error.path("cause").path("name").textValue()).isEqualTo("test.fail");
        assertThat(error.path("cause").path("id"))
                .isEqualTo(workflow.path("root").path("children").path(1).path("id"));
        assertThat(workflow.path("counts").toString())
                .isEqualTo("{\"pending\":0,\"started\":0,\"success\":1,\"failure\":3,\"revoked\":0}");
    }

    @Test
    void a_chord_whose_header_fails_does_not_run_its_body() {
        JsonNode workflow = run("{'chord': {'header': [=1, fail, =2], 'body': list}}");

        assertThat(workflow.path("error").path("type").textValue()).isEqualTo("talkoo.UpstreamFailed");
        assertThat(workflow.path("error").path("cause").path("name").textValue())
                .isEqualTo("test.fail");
    }

    @Test
    void an_error_callback_hears_of_a_replacement_that_failed() {
        JsonNode task = node.run("{\"name\": \"test.replace\", \"args\": [" + json("{'chain': [ fail, +1]}")
                + "], \"linkError\": " + json("[ list]") + "}");
        JsonNode children =
                http.get("/v1/tasks?rootId=" + task.path("id").textValue()).json();

        assertThat(task.path("error").path("type").textValue()).isEqualTo("talkoo.UpstreamFailed");
        assertThat(children.path("tasks").findValuesAsText("name")).contains("test.echo");
    }

    @Test
    void a_callback_of_an_empty_group_gets_the_empty_list() {
        JsonNode workflow = run("{'group': [], 'link': [ list]}");

        JsonNode tasks = http.get("/v1/tasks?rootId=" + workflow.path("id").textValue())
                .json()
                .path("tasks");
        assertThat(tasks).hasSize(1);
        JsonNode called = http.get("/v1/tasks/" + tasks.path(0).path("id").textValue() + "?wait=20")
                .json();
        assertThat(called.path("result").toString()).isEqualTo("[]");
    }

    @Test
    void a_mended_step_lets_the_workflow_go_on() {
        JsonNode failed = run("{'chain': [{'group': [=1, {'task': {'name': 'test.mendable'}}]}, list, list]}");
        assertThat(failed.path("error").path("cause").path("name").textValue()).isEqualTo("test.mendable");
        node.tasks().mend();

        String step = failed.path("error").path("cause").path("id").textValue();
        assertThat(http.post("/v1/tasks/" + step + "/retry", "{}").status()).isLessThan(300);

        JsonNode mended = http.get(WORKFLOWS + "/" + failed.path("id").textValue() + "?wait=20")
                .json();
        assertThat(mended.path("result").toString()).as(mended.toString()).isEqualTo("[1,\"mended\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=3                                | 3",
                "{'chain': [=1, +2]}               | 3",
                "{'group': [=1, =2]}               | [1,2]",
                "{'chord': {'header': [=1, =2], 'body': list}} | [1,2]",
                "{'group': []}                     | []",
            })
    void a_task_takes_the_result_of_what_replaces_it(String canvas, String result) {
        JsonNode task = node.run("{\"name\": \"test.replace\", \"args\": [" + json(canvas) + "]}");

        assertThat(task.path("state").textValue()).as(task.toString()).isEqualTo("SUCCESS");
        assertThat(task.path("result").toString()).isEqualTo(result);
        assertThat(task.path("children")).isNotEmpty();
    }

    @Test
    void a_step_that_is_replaced_hands_on_what_replaced_it() {
        JsonNode workflow = run("{'chain': [{'task': {'name': 'test.replace', 'args': ["
                + json("{'chain': [=1, +2]}").replace('"', '\'') + "]}}, +10]}");

        assertThat(workflow.path("result").toString()).as(workflow.toString()).isEqualTo("13");
    }

    @Test
    void a_task_takes_the_error_of_what_replaces_it() {
        JsonNode task = node.run("{\"name\": \"test.replace\", \"args\": [" + json("{'group': [=1, fail]}") + "]}");

        assertThat(task.path("state").textValue()).isEqualTo("FAILURE");
        assertThat(task.path("error").path("message").textValue()).isEqualTo("no");
    }

    @Test
    void a_task_replaced_by_what_nobody_knows_fails() {
        JsonNode task = node.run(
                "{\"name\": \"test.replace\", \"args\": [" + json("{'task': {'name': 'test.nothing'}}") + "]}");

        assertThat(task.path("error").path("message").textValue()).contains("test.nothing");
    }

    @Test
    void a_callback_gets_the_result() {
        JsonNode task = node.run("{\"name\": \"test.add\", \"args\": [1, 2], \"link\": "
                + json("[{'task': {'name': 'test.add', 'args': [10]}}]}"));

        JsonNode called = child(task.path("id").textValue());
        assertThat(called.path("result").intValue()).isEqualTo(13);
        assertThat(called.path("rootId")).isEqualTo(task.path("id"));
    }

    @Test
    void an_error_callback_gets_the_error() {
        JsonNode task = node.run("{\"name\": \"test.fail\", \"args\": [\"no\"], \"linkError\": "
                + json("[{'task': {'name': 'test.echo'}}]}"));

        JsonNode told = child(task.path("id").textValue()).path("result");
        assertThat(told.path("id")).isEqualTo(task.path("id"));
        assertThat(told.path("name").textValue()).isEqualTo("test.fail");
        assertThat(told.path("error").path("message").textValue()).isEqualTo("no");
    }

    @Test
    void a_callback_of_a_group_gets_the_list_and_one_of_a_chord_speaks_for_its_header() {
        JsonNode group = run("{'chain': [{'group': [=1, =2], 'link': [ list]}, list]}");
        JsonNode chord = run("{'chord': {'header': [=1, fail, fail], 'body': list}, 'linkError': [ list]}");

        assertThat(group.path("result").toString()).isEqualTo("[1,2]");
        assertThat(child(chord.path("id").textValue())
                        .path("result")
                        .path("name")
                        .textValue())
                .isEqualTo("test.fail");
    }

    @Test
    void what_has_not_ended_is_revoked() throws Exception {
        JsonNode waiting = http.post(
                        WORKFLOWS,
                        json("{'chain': [{'task': {'name': 'test.echo', 'args': [1], 'countdown': 3600}}, +1, +2]}"))
                .json();
        assertThat(waiting.path("state").textValue()).isEqualTo("PENDING");

        JsonNode revoked = http.post(WORKFLOWS + "/" + waiting.path("id").textValue() + "/revoke", "{}")
                .json();

        assertThat(revoked.path("state").textValue()).isEqualTo("REVOKED");
        assertThat(revoked.path("counts").path("revoked").intValue()).isEqualTo(3);
    }

    @Test
    void a_task_that_runs_shows_at_once_and_every_change_is_told_up_to_the_end() throws Exception {
        JsonNode waiting = http.post(
                        WORKFLOWS,
                        json(
                                "{'chain': [=1, {'task': {'name': 'test.hold', 'args': ['events'], 'immutable': true}}, list]}"))
                .json();
        String url = WORKFLOWS + "/" + waiting.path("id").textValue();
        node.tasks().awaitStart("events");

        JsonNode running = http.get(url).json();
        assertThat(running.path("state").textValue()).as(running.toString()).isEqualTo("STARTED");
        assertThat(running.path("counts").path("started").intValue()).isEqualTo(1);
        try (EventLines stream = http.events(http.request(url + "/events"))) {
            assertThat(stream.nextData().path("counts").path("started").intValue())
                    .isEqualTo(1);
            node.tasks().open("events");
            JsonNode last = stream.nextData();
            while (!last.path("ready").booleanValue()) {
                last = stream.nextData();
            }
            assertThat(last.path("result").textValue()).isEqualTo("events");
            while (stream.hasNext()) {
                assertThat(stream.next()).doesNotStartWith("data:");
            }
        }
    }

    @Test
    void events_of_no_workflow_are_404() {
        assertThat(http.get(WORKFLOWS + "/00000000-0000-0000-0000-00000000dead/events")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_step_that_is_revoked_ends_what_follows_as_revoked() {
        JsonNode waiting = http.post(
                        WORKFLOWS,
                        json("{'chain': [{'task': {'name': 'test.echo', 'args': [1], 'countdown': 3600}}, +1]}"))
                .json();
        String first = waiting.path("root").path("children").path(0).path("id").textValue();

        http.post("/v1/tasks/" + first + "/revoke", "{}");

        JsonNode workflow = http.get(WORKFLOWS + "/" + waiting.path("id").textValue() + "?wait=20")
                .json();
        assertThat(workflow.path("state").textValue()).isEqualTo("REVOKED");
        assertThat(workflow.path("error").path("type").textValue()).isEqualTo("talkoo.UpstreamFailed");
    }

    @Test
    void a_step_that_had_nothing_to_work_on_does_not_run_again_by_itself() {
        JsonNode failed = run("{'chain': [=1, fail, +1]}");

        Answer again = http.post("/v1/tasks/" + failed.path("id").textValue() + "/retry", "{}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("detail").textValue())
                .contains(failed.path("error").path("cause").path("id").textValue());
    }

    @Test
    void a_step_that_was_revoked_too_early_runs_again_with_its_input() throws Exception {
        JsonNode early = held("early");
        JsonNode late = held("late");
        String waits = early.path("id").textValue();
        String hasAll = late.path("id").textValue();
        http.post("/v1/tasks/" + waits + "/revoke", "{}");
        http.post("/v1/tasks/" + hasAll + "/revoke", "{}");

        Answer again = http.post("/v1/tasks/" + waits + "/retry", "{}");
        node.tasks().open("early");
        node.tasks().open("late");
        String first = late.path("root").path("children").path(0).path("id").textValue();
        http.get("/v1/tasks/" + first + "?wait=20");
        http.post("/v1/tasks/" + hasAll + "/retry", "{}");

        assertThat(again.json().path("state").textValue()).as(again.body()).isEqualTo("PENDING");
        assertThat(http.get(WORKFLOWS + "/" + waits + "?wait=20")
                        .json()
                        .path("result")
                        .textValue())
                .isEqualTo("early");
        assertThat(http.get(WORKFLOWS + "/" + hasAll + "?wait=20")
                        .json()
                        .path("result")
                        .textValue())
                .isEqualTo("late");
    }

    /** A step that holds, and one that hands on what that brings. */
    private JsonNode held(String gate) throws InterruptedException {
        JsonNode workflow = http.post(
                        WORKFLOWS, json("{'chain': [{'task': {'name': 'test.hold', 'args': ['" + gate + "']}}, list]}"))
                .json();
        node.tasks().awaitStart(gate);
        return workflow;
    }

    @Test
    void a_long_chain_ends() {
        JsonNode workflow = run("{'chain': [=0" + ", +1".repeat(2_000) + "]}");

        assertThat(workflow.path("result").intValue()).isEqualTo(2_000);
    }

    @Test
    void canvases_nest_fifty_deep() {
        String canvas = "=1";
        for (int i = 0; i < 25; i++) {
            canvas = "{'chain': [{'group': [" + canvas + ", =2]}, {'task': {'name': 'test.sum'}}]}";
        }

        assertThat(run(canvas).path("result").intValue()).isEqualTo(1 + 25 * 2);
    }

    /** The one task that the end of another one started, once it is ready. */
    private JsonNode child(String parent) {
        JsonNode children = http.get("/v1/tasks/" + parent).json().path("children");
        assertThat(children).hasSize(1);
        return http.get("/v1/tasks/" + children.path(0).textValue() + "?wait=20")
                .json();
    }

    private JsonNode run(String canvas) {
        Answer answer = http.post(WORKFLOWS + "?wait=20", json(canvas));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }
}

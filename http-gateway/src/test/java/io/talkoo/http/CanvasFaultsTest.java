package io.talkoo.http;

import static io.talkoo.http.CanvasShorthand.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.http.HttpTester.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workflows that are refused, and keys. */
class CanvasFaultsTest extends NodeTest {
    private static final String WORKFLOWS = "/v1/workflows";

    @Test
    void the_same_key_is_the_same_workflow() {
        String chain = json("{'chain': [=1, +1]}");
        Answer once = http.post(WORKFLOWS, chain, "Idempotency-Key", "w-1");
        Answer again = http.post(WORKFLOWS, chain, "Idempotency-Key", "w-1");
        Answer other = http.post(WORKFLOWS, json("{'chain': [=1, +1, +1]}"), "Idempotency-Key", "w-1");

        assertThat(again.json().path("id")).isEqualTo(once.json().path("id"));
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other arguments   | {'chain': [=1, +1]} | {'chain': [=1, +2]}",
                "a group of one    | =1                  | {'group': [=1]}",
                "a task            | {'group': [=1, =2]} | =1",
                "a chord           | =1                  | {'chord': {'header': [=1, =2], 'body': list}}",
                "other items       | {'map': {'task': {'name': 'test.echo'}, 'items': [1, 2]}} | {'map': {'task': {'name': 'test.echo'}, 'items': [1, 3]}}",
                "nothing           | {'group': [{'group': []}, =1]} | {'group': []}",
            })
    void the_same_key_with_another_body_is_refused(String what, String canvas, String other) {
        assertThat(http.post(WORKFLOWS, json(canvas), "Idempotency-Key", what).status())
                .isLessThan(300);

        assertThat(http.post(WORKFLOWS, json(other), "Idempotency-Key", what).status())
                .isEqualTo(409);
        assertThat(http.post(WORKFLOWS, json(canvas), "Idempotency-Key", what).header("idempotent-replayed"))
                .isEqualTo("true");
    }

    @Test
    void a_fault_is_named_with_its_place_and_nothing_is_stored() {
        Answer answer = http.post(WORKFLOWS, json("{'chain': [=1, {'group': [{'task': {'name': 'test.ad'}}]}]}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").textValue())
                .isEqualTo("/chain/1/group/0/task/name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'chain': [=1, {'task': {'name': 'test.add', 'args': [1, 2]}}]} | /chain/1/task",
                "{'chain': [=1, {'task': {'name': 'test.note'}}]} | /chain/1/task",
                "{'chain': [=1, {'task': {'name': 'test.add', 'args': ['x']}}]} | /chain/1/task",
                "{'chain': [=1, {'task': {'name': 'test.add', 'kwargs': {'a': 1}}}]} | /chain/1/task",
                "{'chain': [{'task': {'name': 'test.add', 'args': [1]}}, +1]} | /chain/0/task",
                "{'group': [=1, {'group': [=2, {'chain': [=3, {'task': {'name': 'test.nil'}}]}]}]} | /group/1/group/1/chain/1/task/name",
                "{'chord': {'header': [=1], 'body': {'task': {'name': 'test.nil'}}}} | /chord/body/task/name",
                "{'chord': {'header': [{'task': {'name': 'test.nil'}}], 'body': list}} | /chord/header/0/task/name",
                "{'map': {'task': {'name': 'test.add'}, 'items': [1]}} | /map/task",
                "{'starmap': {'task': {'name': 'test.add'}, 'items': [[1, 2], [1]]}} | /starmap/task",
                "{'chunks': {'task': {'name': 'test.add'}, 'items': [[1, 2], [1]], 'size': 1}} | /chunks/task",
                "{'chain': [=1], 'link': [{'task': {'name': 'test.nil'}}]} | /link/0/task/name",
                "{'chain': [{'task': {'name': 'test.echo', 'args': [1], 'linkError': [{'group': [list, {'task': {'name': 'test.nil'}}]}]}}]} | /chain/0/task/linkError/0/group/1/task/name",
            })
    void a_step_that_could_not_run_makes_the_whole_canvas_422(String canvas, String pointer) {
        Answer answer = http.post(WORKFLOWS, json(canvas));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").textValue())
                .isEqualTo(pointer);
    }

    @Test
    void more_groups_behind_each_other_than_can_be_shown_are_refused() {
        String canvas = "{'chain': [=1" + ", {'group': [list, list]}".repeat(300) + ", list]}";

        Answer answer = http.post(WORKFLOWS, json(canvas));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("detail").textValue()).contains("at most 200 groups");
    }

    @Test
    void a_callback_that_could_not_run_is_refused_with_its_task() {
        Answer answer = http.post(
                "/v1/tasks",
                json(
                        "{'name': 'test.echo', 'args': [1], 'link': [{'chain': [list, {'task': {'name': 'test.nil'}}]}]}"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").textValue())
                .isEqualTo("/link/0/chain/1/task/name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'chain': []}                              | 422 | /chain",
                "{}                                         | 422 | ''",
                "{'chain': [{'task': {'name': ''}}]}        | 422 | /chain/0/task/name",
                "{'chain': [null]}                          | 400 | /chain/0",
                "{'group': [{'task': {'name': 'a', 'id': '00000000-0000-0000-0000-000000000001'}}]} | 400 | /group/0/task/id",
                "{'chunks': {'task': {'name': 'a'}, 'items': [], 'size': 0}} | 422 | /chunks/size",
                "{'starmap': {'task': {'name': 'a'}, 'items': [1]}} | 400 | /starmap/items/0",
                "{'task': {'name': 'a'}, 'chian': []}       | 400 | /chian",
                "{'group': [{'task': {'name': 'a', 'parentId': 'b'}}]} | 422 | /group/0/task/parentId",
                "{'chord': {'header': [{'task': {'name': 'a', 'parentId': '00000000-0000-0000-0000-000000000001'}}], 'body': {'task': {'name': 'a'}}}} | 422 | /chord/header/0/task/parentId",
            })
    void bad_canvases(String canvas, int status, String pointer) {
        Answer answer = http.post(WORKFLOWS, canvas.replace('\'', '"'));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("errors").path(0).path("pointer").textValue())
                .isEqualTo(pointer);
    }
}

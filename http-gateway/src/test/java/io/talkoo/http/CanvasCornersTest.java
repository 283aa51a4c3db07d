package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The corners of workflows that Celery's integration tests show ({@code engine/decisions/0019-celery-tests.md} says which
 * of them is here). In the canvases {@code =n} is n, {@code +n} adds n to what comes before, {@code echo} hands it on,
 * {@code relay} hands it on by replacing itself with a chain, {@code crumble} replaces itself with a chain that fails,
 * {@code fail} fails, and {@code note} is the callback that is counted.
 */
class CanvasCornersTest extends NodeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a group behind a chain in a group | {'group': [{'chain': [=2, +2, {'group': [+1, +2]}]}, =9]} | [[5,6],9]",
                "a chain in a group gets the result | {'chain': [=11, {'group': [{'chain': [+1, +2]}, +3]}]} | [14,14]",
                "chain of a chain of one | {'chain': [{'chain': [=7]}, echo]} | 7",
                "groups between steps | {'chain': [{'group': [=1, =2]}, =5, {'group': [echo, +1]}]} | [5,6]",
                "chords in a row | {'chain': [{'group': [=1, =2]}, sum, {'group': [+1, +2]}, sum, {'group': [+1, +2]}, sum]} | 21",
                "chords in a row, written as chords | {'chain': [{'chord': {'header': [=1, =2], 'body': sum}}, {'chord': {'header': [+1, +2], 'body': sum}}]} | 9",
                "a chord and a group | {'chain': [{'group': [=1, =1]}, sum, {'group': [+1, +2]}]} | [3,4]",
                "nine chords | {'chain': [{'group': [=1]}, sum, {'group': [+1]}, sum, {'group': [+1]}, sum, {'group': [+1]}, sum, {'group': [+1]}, sum, {'group': [+1]}, sum, {'group': [+1]}, sum, {'group': [+1]}, sum, {'group': [+1]}, sum]} | 9",
                "a lone group in a chain | {'chain': [{'group': [=1, =2]}]} | [1,2]",
                "a nested chain's group in the middle | {'chain': [=3, {'group': [echo, echo]}, echo, echo]} | [3,3]",
                "a group of groups of groups | {'group': [{'group': [{'group': [=1]}, =2]}, =3]} | [1,2,3]",
                "a group that tells of failures in a group | {'group': [{'group': [=1, {'group': [], 'linkError': [note]}, =2], 'linkError': [note]}, =3]} | [1,2,3]",
                "a chord in a group of one | {'group': [{'chord': {'header': [=4, =5], 'body': echo}}]} | [[4,5]]",
                "a mixed chord | {'chord': {'header': [=1, {'chain': [=1, +1]}, {'group': [=3, =4]}, {'chord': {'header': [=5, =6], 'body': =7}}], 'body': echo}} | [1,2,3,4,7]",
                "a group at the tail of a header's chain | {'chord': {'header': [{'chain': [=42, {'group': [echo, echo]}]}], 'body': echo}} | [[42,42]]",
                "a chord's body is a chain | {'chord': {'header': [=1, =2], 'body': {'chain': [sum, +10]}}} | 13",
                "a chord's body is a group | {'chord': {'header': [=1, =2], 'body': {'group': [sum, echo]}}} | [3,[1,2]]",
                "a chord's body is a chord | {'chord': {'header': [=1, =2], 'body': {'chord': {'header': [sum, sum], 'body': echo}}}} | [3,3]",
                "a header of one | {'chord': {'header': [=1], 'body': echo}} | [1]",
                "an empty header in a chain | {'chain': [=1, {'chord': {'header': [], 'body': echo}}]} | []",
                "an empty group in a group | {'group': [=1, {'group': []}]} | [1]",
                "an immutable body | {'chord': {'header': [=1, =2], 'body': =3}} | 3",
                "an immutable chord in a chain | {'chain': [=8, {'chord': {'header': [=1, =2], 'body': sum}}]} | 3",
                "kwargs in a group | {'group': [{'task': {'name': 'test.add', 'kwargs': {'a': 1, 'b': 2}}}]} | [3]",
                "args and kwargs behind a step | {'chain': [=1, {'task': {'name': 'test.add', 'kwargs': {'b': 5}}}]} | 6",
                "a map behind a step takes nothing of it | {'chain': [=1, {'map': {'task': {'name': 'test.echo'}, 'items': [4, 5]}}]} | [4,5]",
                "a map with arguments of the task's own | {'map': {'task': {'name': 'test.add', 'args': [10]}, 'items': [4, 5]}} | [14,15]",
                "chunks behind a step, summed | {'chain': [=1, {'chunks': {'task': {'name': 'test.add'}, 'items': [[1, 2], [3, 4], [5, 6]], 'size': 2}}, echo]} | [[3,7],[11]]",
                "replaced alone | relay0 | 0",
                "replaced first | {'chain': [{'task': {'name': 'test.relay', 'args': [42]}}, echo]} | 42",
                "replaced in the middle | {'chain': [=42, relay, echo]} | 42",
                "replaced last | {'chain': [=42, relay]} | 42",
                "replaced in a group | {'group': [{'task': {'name': 'test.relay', 'args': [1]}}, =2, {'task': {'name': 'test.relay', 'args': [3]}}]} | [1,2,3]",
                "replaced in a header's chain | {'chord': {'header': [{'chain': [=1, relay]}, {'chain': [relay0, +1]}], 'body': echo}} | [1,1]",
                "a body that is replaced | {'chord': {'header': [=1, =2], 'body': relay}} | [1,2]",
                "a body's chain that is replaced | {'chord': {'header': [=1, =2], 'body': {'chain': [sum, relay, +1]}}} | 4",
                "replaced by what is replaced | {'chain': [{'task': {'name': 'test.replace', 'args': [{'task': {'name': 'test.relay', 'args': [5]}}]}}, +1]} | 6",
                "replaced by a chord in a chord | {'chord': {'header': [{'task': {'name': 'test.replace', 'args': [{'chord': {'header': [=1, =2], 'body': sum}}]}}, =4], 'body': echo}} | [3,4]",
                "replaced by groups, in order | {'group': [{'task': {'name': 'test.replace', 'args': [{'group': [=3, =2]}]}}, {'task': {'name': 'test.replace', 'args': [{'group': [=5, =4]}]}}]} | [[3,2],[5,4]]",
                "an ignored result | {'chain': [=1, {'task': {'name': 'test.echo', 'ignoreResult': true}}]} | null",
                "an ignored result with a link | {'chain': [=1, {'task': {'name': 'test.echo', 'ignoreResult': true, 'link': [note]}}]} | null",
                "an ignored result of what is replaced | {'chain': [=1, {'task': {'name': 'test.relay', 'ignoreResult': true}}]} | null",
                "an ignored result that is handed on | {'chain': [{'task': {'name': 'test.echo', 'args': [1], 'ignoreResult': true}}, echo]} | 1",
            })
    void results(String what, String canvas, String result) {
        JsonNode workflow = run(canvas);

        assertThat(workflow.path("state").textValue()).as(workflow.toString()).isEqualTo("SUCCESS");
        assertThat(workflow.path("result").toString()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a chain | {'chain': [=1, fail, =2]}",
                "a group | {'group': [=1, fail]}",
                "a header | {'chord': {'header': [=1, fail], 'body': echo}}",
                "a body | {'chord': {'header': [=1], 'body': fail}}",
                "before a group | {'chain': [=1, fail, {'group': [+1, +1]}]}",
                "in a group behind steps | {'chain': [=1, +1, {'group': [+1, fail]}]}",
                "in a header's chain | {'chord': {'header': [{'chain': [=1, fail, =1]}], 'body': echo}}",
                "at the end of a header's chain | {'chord': {'header': [{'chain': [=1, fail]}], 'body': echo}}",
                "in a body's chain | {'chord': {'header': [=1], 'body': {'chain': [=1, fail, =1]}}}",
                "in a body's group | {'chord': {'header': [=1], 'body': {'group': [=1, fail]}}}",
                "before a body that is a chain | {'chain': [{'group': [=1, fail]}, {'chain': [=2, =3]}]}",
                "before a body that is a group | {'chain': [{'group': [=1, fail]}, {'group': [=2, =3]}]}",
                "before a body that is a chord | {'chain': [{'group': [=1, fail]}, {'chord': {'header': [=2, =3], 'body': =4}}]}",
                "in a chain in a chain | {'chain': [{'chain': [{'group': [=1, fail]}, echo]}, echo]}",
                "first in a chain in a header | {'chain': [{'group': [=1, {'chain': [fail, {'group': [=2, =3]}, =4]}]}, echo]}",
                "in a chord in a header | {'chord': {'header': [{'chord': {'header': [fail, =1], 'body': echo}}, =2], 'body': echo}}",
                "in what replaces a step | {'chain': [=1, crumble, +1]}",
                "in a map | {'map': {'task': {'name': 'test.fail'}, 'items': ['no']}}",
            })
    void a_failure_reaches_the_end(String where, String canvas) {
        JsonNode workflow = run(canvas);

        assertThat(workflow.path("state").textValue()).as(workflow.toString()).isEqualTo("FAILURE");
        JsonNode error = workflow.path("error");
        boolean own = error.path("type").textValue().equals("java.lang.IllegalStateException");
        assertThat(own ? error.path("message") : error.path("cause").path("message"))
                .as(error.toString())
                .hasToString("\"no\"");
        JsonNode counts = workflow.path("counts");
        assertThat(counts.path("pending").intValue() + counts.path("started").intValue())
                .as("open tasks")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "link on a chain | {'chain': [=1, +1], 'link': [note]} | 1",
                "link on every step | {'chain': [{'task': {'name': 'test.echo', 'args': [1]}, 'link': [note]}, {'task': {'name': 'test.echo'}, 'link': [note]}]} | 2",
                "link on a group | {'group': [=1, =2], 'link': [note]} | 1",
                "link on a chord | {'chord': {'header': [=1, =2], 'body': echo}, 'link': [note]} | 1",
                "link on members | {'group': [{'task': {'name': 'test.echo', 'args': [1], 'link': [note]}}, {'task': {'name': 'test.echo', 'args': [1], 'link': [note]}}]} | 2",
                "link on an inner chain | {'chain': [{'chain': [=1, +1], 'link': [note]}, +1]} | 1",
                "link on what is replaced | {'chain': [{'task': {'name': 'test.relay', 'args': [1], 'link': [note]}}, echo]} | 1",
                "link on a chain with a step that is replaced | {'chain': [{'task': {'name': 'test.relay', 'args': [1]}}, echo], 'link': [note]} | 1",
                "link on a group with a member that is replaced | {'group': [{'task': {'name': 'test.relay', 'args': [1]}}, =1], 'link': [note]} | 1",
                "link where it failed | {'chain': [=1, fail], 'link': [note]} | 0",
                "linkError where nothing failed | {'chain': [=1, +1], 'linkError': [note]} | 0",
                "linkError on a chain | {'chain': [=1, fail, =1], 'linkError': [note]} | 1",
                "linkError on every step | {'chain': [{'task': {'name': 'test.fail', 'args': ['no']}, 'linkError': [note]}, {'task': {'name': 'test.echo'}, 'linkError': [note]}]} | 1",
                "linkError on a group, first | {'group': [fail, =1], 'linkError': [note]} | 1",
                "linkError on a group, last | {'group': [=1, fail], 'linkError': [note]} | 1",
                "linkError on a group, several | {'group': [fail, =1, fail, =1, fail], 'linkError': [note]} | 3",
                "linkError on members | {'group': [{'task': {'name': 'test.fail', 'args': ['no'], 'linkError': [note]}}, {'task': {'name': 'test.fail', 'args': ['no'], 'linkError': [note]}}]} | 2",
                "linkError on a chord, header of one | {'chord': {'header': [fail], 'body': echo}, 'linkError': [note]} | 1",
                "linkError on a chord, header | {'chord': {'header': [fail, =1, fail, =1, fail], 'body': echo}, 'linkError': [note]} | 1",
                "linkError on a chord, body | {'chord': {'header': [=1], 'body': fail}, 'linkError': [note]} | 1",
                "linkError on a chord, header's chain | {'chord': {'header': [{'chain': [=1, fail, =1]}], 'body': echo}, 'linkError': [note]} | 1",
                "linkError on a chord, body's chain | {'chord': {'header': [=1], 'body': {'chain': [=1, fail, =1]}}, 'linkError': [note]} | 1",
                "linkError on a chord, body's chain and header | {'chord': {'header': [fail], 'body': {'chain': [=1, =1]}}, 'linkError': [note]} | 1",
                "linkError on a chord, body's group | {'chord': {'header': [=1], 'body': {'group': [fail, =1, fail]}}, 'linkError': [note]} | 2",
                "linkError on a chord, header, body is a group | {'chord': {'header': [fail, fail], 'body': {'group': [=1, =1]}}, 'linkError': [note]} | 1",
                "linkError on a body and on the header's tasks | {'chord': {'header': [{'task': {'name': 'test.fail', 'args': ['no']}, 'linkError': [note]}, {'task': {'name': 'test.fail', 'args': ['no']}, 'linkError': [note]}, =1], 'body': {'task': {'name': 'test.echo'}, 'linkError': [note]}}} | 3",
                "linkError on a group and a step | {'chain': [{'group': [fail, fail]}, echo], 'linkError': [note]} | 1",
                "linkError on a chord without a header, behind a failure | {'chain': [fail, {'chord': {'header': [], 'body': echo}, 'linkError': [note]}]} | 1",
                "linkError on a body without a header, behind a failure | {'chain': [fail, {'chord': {'header': [], 'body': {'task': {'name': 'test.echo'}, 'linkError': [note]}}}]} | 1",
                "linkError on a chain with an empty group | {'chain': [fail, {'group': []}, echo], 'linkError': [note]} | 1",
                "linkError on a chain that ends in an empty group | {'chain': [fail, {'group': []}], 'linkError': [note]} | 1",
                "linkError on a group and an empty one | {'chain': [{'group': [fail, fail]}, {'group': []}], 'linkError': [note]} | 1",
                "linkError on a group with a link and a step | {'chain': [{'group': [fail, fail], 'link': [echo]}, echo], 'linkError': [note]} | 1",
                "linkError on a chain that ends in a group | {'chain': [=1, {'group': [fail, =1, fail]}], 'linkError': [note]} | 1",
                "linkError on a chain that fails before its group | {'chain': [fail, {'group': [=1, =1]}], 'linkError': [note]} | 1",
                "linkError on a chain that ends in a group, in a chain | {'chain': [{'chain': [=1, {'group': [fail, fail]}], 'linkError': [note]}, echo]} | 1",
                "linkError on a chain that fails before its chord | {'chain': [fail, {'chord': {'header': [=1], 'body': echo}}], 'linkError': [note]} | 1",
                "linkError on a chain that fails before its chord and a step | {'chain': [fail, {'chord': {'header': [=1], 'body': echo}}, echo], 'linkError': [note]} | 1",
                "linkError on a chain that fails in the first of its chords | {'chain': [{'chord': {'header': [=1, fail], 'body': echo}}, {'chord': {'header': [=1], 'body': echo}}], 'linkError': [note]} | 1",
                "linkError on a chain that fails in the last of its chords | {'chain': [{'chord': {'header': [=1], 'body': echo}}, {'chord': {'header': [fail, fail], 'body': echo}}], 'linkError': [note]} | 1",
                "linkError on a chain that fails before a chain with a group | {'chain': [fail, {'chain': [=1, {'group': [=1, =1]}, echo]}], 'linkError': [note]} | 1",
                "linkError on a chord whose body's chain fails before its chord | {'chord': {'header': [=1], 'body': {'chain': [fail, {'chord': {'header': [=1], 'body': echo}}]}}, 'linkError': [note]} | 1",
                "linkError on a chord whose body's chain ends in a group | {'chord': {'header': [=1], 'body': {'chain': [=1, {'group': [fail, fail]}]}}, 'linkError': [note]} | 1",
                "linkError on a group with a chain that fails before its chord | {'group': [{'chain': [fail, {'chord': {'header': [=1], 'body': echo}}]}, fail], 'linkError': [note]} | 2",
                "linkError on a chain that ends in a group with a link | {'chain': [=1, {'group': [fail, fail], 'link': [echo]}], 'linkError': [note]} | 1",
                "linkError on a group in a group | {'group': [{'group': [fail, =1, fail], 'linkError': [note]}, fail]} | 2",
                "linkError on groups in each other | {'group': [{'group': [fail, =1], 'linkError': [note]}, fail], 'linkError': [note]} | 3",
                "linkError on what is replaced | {'chain': [{'task': {'name': 'test.crumble', 'args': [1], 'linkError': [note]}}, =1]} | 1",
                "linkError on a chain with a step that is replaced | {'chain': [{'task': {'name': 'test.relay', 'args': [1]}}, fail], 'linkError': [note]} | 1",
                "linkError on a chain, replaced by what fails | {'chain': [=1, crumble, =1], 'linkError': [note]} | 1",
                "linkError on a group with a member that is replaced | {'group': [{'task': {'name': 'test.relay', 'args': [1]}}, fail], 'linkError': [note]} | 1",
            })
    void callbacks_are_called_as_often_as_they_should(String what, String canvas, int times) {
        JsonNode workflow = run(canvas);
        String root = http.get("/v1/tasks/" + firstTask(workflow.path("root")))
                .json()
                .path("rootId")
                .textValue();

        JsonNode notes = http.get("/v1/tasks?name=test.note&rootId=" + root).json();

        assertThat(notes.path("tasks")).as(workflow.toString()).hasSize(times);
        for (JsonNode note : notes.path("tasks")) {
            JsonNode ended = http.get("/v1/tasks/" + note.path("id").textValue() + "?wait=20")
                    .json();
            assertThat(ended.path("state").textValue()).isEqualTo("SUCCESS");
        }
    }

    @Test
    void a_workflow_belongs_to_the_task_that_its_first_steps_name() {
        String parent = node.submit("{\"name\": \"test.echo\", \"args\": [1]}");
        String first = "{'task': {'name': 'test.echo', 'args': [2], 'parentId': '" + parent + "'}}";

        JsonNode root = run("{'chain': [{'group': [" + first + ", " + first + "]}, echo]}")
                .path("root");

        List<String> members = new ArrayList<>();
        root.path("children").forEach(step -> members.add(step.path("id").textValue()));
        String body = members.remove(members.size() - 1);
        JsonNode found = http.get("/v1/tasks/" + parent).json();
        assertThat(found.path("children")).extracting(JsonNode::textValue).containsExactlyInAnyOrderElementsOf(members);
        assertThat(http.get("/v1/tasks/" + body).json().path("rootId").textValue())
                .isEqualTo(parent);
    }

    @Test
    void a_later_step_cannot_name_its_parent() {
        String parent = node.submit("{\"name\": \"test.echo\", \"args\": [1]}");
        String named = "{'task': {'name': 'test.echo', 'args': [2], 'parentId': '" + parent + "'}}";

        for (String canvas :
                List.of("{'chain': [" + named + ", " + named + "]}", "{'chain': [=1], 'link': [" + named + "]}")) {
            ProblemAssert.assertProblem(http.post("/v1/workflows", json(canvas)), 422);
        }
    }

    private static String firstTask(JsonNode node) {
        return node.path("kind").textValue().equals("task")
                ? node.path("id").textValue()
                : firstTask(node.path("children").path(0));
    }

    /** Parents, roots and groups of what is written as a step, a step, a group, and two steps. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'chain': [=1, =2, {'group': [=3, =4, =5]}, echo, echo]}",
                "{'chain': [=1, =2, {'chord': {'header': [=3, =4, =5], 'body': {'chain': [echo, echo]}}}]}",
            })
    void parents_and_roots(String canvas) {
        JsonNode root = run(canvas).path("root");
        JsonNode[] tasks = tasks(root).stream()
                .map(id -> http.get("/v1/tasks/" + id).json())
                .toArray(JsonNode[]::new);

        String first = tasks[0].path("id").textValue();
        assertThat(tasks)
                .allSatisfy(task -> assertThat(task.path("rootId").textValue()).isEqualTo(first));
        assertThat(tasks[0].path("parentId").isNull()).isTrue();
        assertThat(tasks[1].path("parentId")).isEqualTo(tasks[0].path("id"));
        for (int i = 2; i < 5; i++) {
            assertThat(tasks[i].path("parentId")).isEqualTo(tasks[1].path("id"));
            assertThat(tasks[i].path("groupId")).isEqualTo(tasks[2].path("groupId"));
        }
        assertThat(tasks[2].path("groupId").isNull()).isFalse();
        assertThat(tasks[5].path("parentId")).isEqualTo(tasks[2].path("groupId"));
        assertThat(tasks[5].path("groupId").isNull()).isTrue();
        assertThat(tasks[6].path("parentId")).isEqualTo(tasks[5].path("id"));
    }

    private static List<String> tasks(JsonNode node) {
        List<String> ids = new ArrayList<>();
        if (node.path("kind").textValue().equals("task")) {
            ids.add(node.path("id").textValue());
        }
        node.path("children").forEach(child -> ids.addAll(tasks(child)));
        return ids;
    }

    private JsonNode run(String canvas) {
        Answer answer = http.post("/v1/workflows?wait=20", json(canvas));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static String json(String canvas) {
        return canvas.replaceAll("=(\\d+)", "{'task': {'name': 'test.echo', 'args': [$1], 'immutable': true}}")
                .replaceAll("\\+(\\d+)", "{'task': {'name': 'test.add', 'args': [$1]}}")
                .replace("relay0", "{'task': {'name': 'test.relay', 'args': [0]}}")
                .replaceAll("(?<![.\\w])(echo|sum|relay|crumble)", "{'task': {'name': 'test.$1'}}")
                .replaceAll("(?<![.\\w])note", "{'task': {'name': 'test.note', 'immutable': true}}")
                .replaceAll(
                        "(?<![.\\w])fail(?!ed)", "{'task': {'name': 'test.fail', 'args': ['no'], 'immutable': true}}")
                .replace('\'', '"');
    }
}

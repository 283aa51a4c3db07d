package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/workflows}. */
class WorkflowListTest extends NodeTest {
    private String run(String canvas) {
        return node.http()
                .post("/v1/workflows?wait=30", canvas)
                .json()
                .path("id")
                .textValue();
    }

    @Test
    void workflows_are_listed_newest_first_page_by_page_and_lone_tasks_are_not() {
        List<String> ids = new ArrayList<>();
        for (String kind : List.of("chain", "group", "chain")) {
            ids.add(
                    0,
                    run("{\"" + kind + "\": [{\"task\": {\"name\": \"test.echo\", \"args\": [1]}},"
                            + " {\"task\": {\"name\": \"test.echo\", \"args\": [2], \"immutable\": true}}]}"));
        }
        node.run("{\"name\": \"test.note\"}");

        JsonNode first = node.http().get("/v1/workflows?limit=2").json();
        JsonNode second = node.http()
                .get("/v1/workflows?limit=2&cursor=" + first.path("next").textValue())
                .json();

        List<String> listed = new ArrayList<>(first.path("workflows").findValuesAsText("id"));
        listed.addAll(second.path("workflows").findValuesAsText("id"));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(first.path("workflows").findValuesAsText("state")).containsOnly("SUCCESS");
        assertThat(first.path("workflows").path(0).path("finishedAt").isTextual())
                .isTrue();
        assertThat(second.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "cursor=x", "state=SUCCESS"})
    void what_the_list_does_not_take_is_refused(String query) {
        assertProblem(node.http().get("/v1/workflows?" + query), 400, "bad-request");
    }
}

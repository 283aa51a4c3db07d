package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/tasks} over nine tasks that stay as they are. */
class ListTest extends NodeTest {
    private static final int TASKS = 9;

    private final List<JsonNode> newestFirst = new ArrayList<>();

    @BeforeAll
    void submit() {
        for (int i = 0; i < TASKS; i++) {
            String body = "{\"name\": \"test.add\", \"args\": [1, " + i + "], \"queue\": \"q" + i % 2
                    + "\", \"countdown\": 3600, \"headers\": {\"tenant\": \"t" + i % 3 + "\", \"n\": \"" + i + "\"}}";
            newestFirst.add(http.post("/v1/tasks", body).json());
        }
        Collections.reverse(newestFirst);
        http.post("/v1/tasks/" + newestFirst.get(0).path("id").textValue() + "/revoke", "");
    }

    private JsonNode list(String query) {
        return http.get("/v1/tasks" + query).json();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("tasks").findValuesAsText("id");
    }

    private List<String> expectedIds() {
        return newestFirst.stream().map(task -> task.path("id").textValue()).toList();
    }

    @Test
    void all_tasks_are_listed_newest_first_and_short() {
        JsonNode page = list("");

        assertThat(ids(page)).isEqualTo(expectedIds());
        assertThat(page.path("next").isNull()).isTrue();
        for (JsonNode task : page.path("tasks")) {
            assertThat(task.has("args") || task.has("kwargs") || task.has("result"))
                    .isFalse();
            assertThat(task.path("headers").path("tenant").isTextual()).isTrue();
        }
    }

    @Test
    void pages_follow_each_other_without_gap_or_repeat() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = list("?limit=2" + cursor);
            assertThat(ids(page)).hasSizeBetween(1, 2);
            seen.addAll(ids(page));
            cursor = page.path("next").isNull()
                    ? null
                    : "&cursor=" + page.path("next").textValue();
            pages++;
        } while (cursor != null);

        assertThat(seen).isEqualTo(expectedIds());
        assertThat(pages).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "state=REVOKED,1",
        "state=PENDING,8",
        "state=PROGRESS,0",
        "name=test.add,9",
        "name=test.other,0",
        "queue=q0,5",
        "queue=q1,4",
        "header.tenant=t1,3",
        "header.tenant=t1&header.n=4,1",
        "header.tenant=t1&header.n=5,0",
        "header.none=x,0",
        "queue=q0&header.tenant=t0&state=PENDING,2",
        "since=2001-01-01T00:00:00Z,9",
        "until=2001-01-01T00:00:00Z,0",
        "limit=1000,9"
    })
    void a_filter_lets_through_what_matches_all_of_it(String query, int expected) {
        assertThat(ids(list("?" + query))).hasSize(expected);
    }

    @Test
    void since_is_inclusive_and_until_is_exclusive() {
        String created = newestFirst.get(4).path("createdAt").textValue();

        assertThat(ids(list("?since=" + created))).contains(expectedIds().get(4));
        assertThat(ids(list("?until=" + created))).doesNotContain(expectedIds().get(4));
    }

    @Test
    void a_tree_of_tasks_is_found_by_its_root() {
        String root = expectedIds().get(5);
        String child =
                node.submit("{\"name\": \"test.add\", \"args\": [1, 1], \"countdown\": 3600, \"queue\": \"tree\","
                        + " \"parentId\": \"" + root + "\"}");

        List<String> found = ids(list("?rootId=" + root));

        assertThat(found).containsExactly(child, root);
        http.post("/v1/tasks/" + child + "/revoke", "");
        assertThat(http.delete("/v1/tasks/" + child).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=done",
                "state=",
                "queue=a%20b",
                "rootId=5",
                "since=yesterday",
                "until=1",
                "limit=0",
                "limit=1001",
                "limit=ten",
                "limit=99999999999999999999",
                "cursor=nonsense",
                "cursor=",
                "status=PENDING",
                "header.=x",
                "header=x",
                "name=a&name=b",
                "wait=1"
            })
    void what_is_not_understood_is_400(String query) {
        assertProblem(http.get("/v1/tasks?" + query), 400);
    }
}

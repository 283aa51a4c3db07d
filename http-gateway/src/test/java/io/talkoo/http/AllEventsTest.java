package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/events} with a real engine behind it. */
class AllEventsTest extends NodeTest {
    /** Reads the data of one event after the other. */
    private final class Events implements AutoCloseable {
        private final EventLines lines;

        Events(String query) {
            lines = http.events(http.request("/v1/events" + query));
        }

        JsonNode next() {
            return lines.nextData();
        }

        List<String> states(int count) {
            return Stream.generate(this::next)
                    .limit(count)
                    .map(status -> status.path("state").textValue())
                    .toList();
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    @Test
    void every_change_of_every_task_is_told() throws Exception {
        try (Events events = new Events("?name=test.steps")) {
            node.run("{\"name\": \"test.add\", \"args\": [1, 2]}");
            String id = node.submit("{\"name\": \"test.steps\", \"args\": [\"told\", 1]}");
            node.tasks().open("told");
            node.tasks().open("told");

            JsonNode first = events.next();
            assertThat(first.path("id").textValue()).isEqualTo(id);
            assertThat(first.path("state").textValue()).isEqualTo("PENDING");
            assertThat(events.states(2)).containsExactly("STARTED", "PROGRESS");
            JsonNode last = events.next();
            assertThat(last.path("state").textValue()).isEqualTo("SUCCESS");
            assertThat(last.path("result").textValue()).isEqualTo("done");
        }
    }

    @Test
    void a_filter_lets_through_what_it_names() throws Exception {
        try (Events events = new Events("?queue=elsewhere&state=REVOKED")) {
            node.run("{\"name\": \"test.add\", \"args\": [1, 2]}");
            String id = node.submit("{\"name\": \"test.add\", \"args\": [1, 2], \"queue\": \"elsewhere\"}");
            http.post("/v1/tasks/" + id + "/revoke", "");

            assertThat(events.next().path("id").textValue()).isEqualTo(id);
        }
    }

    @Test
    void a_filter_that_is_none_is_refused() {
        assertProblem(http.get("/v1/events?state=revoked"), 400);
        assertProblem(http.get("/v1/events?queue=no+queue"), 400);
        assertProblem(http.get("/v1/events?since=2026-01-01T00:00:00Z"), 400);
    }
}

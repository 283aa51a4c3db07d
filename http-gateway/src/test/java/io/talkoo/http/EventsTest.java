package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/tasks/{id}/events} with a real engine behind it. */
class EventsTest extends NodeTest {
    /** One event of a stream. */
    private record Event(String id, String name, JsonNode status) {
        String state() {
            return status.path("state").textValue();
        }
    }

    /** Reads a stream event by event. */
    private final class Events implements AutoCloseable {
        private final EventLines lines;

        Events(String taskId, String lastEventId) {
            var request = http.request("/v1/tasks/" + taskId + "/events");
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            lines = http.events(request);
        }

        boolean hasNext() {
            return lines.hasNext();
        }

        Event next() {
            String id = field("id: ");
            String name = field("event: ");
            JsonNode status = HttpTester.tree(field("data: "));
            assertThat(lines.next()).isEmpty();
            return new Event(id, name, status);
        }

        /** The next event of that state, whatever comes before it. */
        Event next(String state) {
            Event event = next();
            while (!event.state().equals(state)) {
                event = next();
            }
            return event;
        }

        List<Event> rest() {
            List<Event> events = new ArrayList<>();
            while (hasNext()) {
                events.add(next());
            }
            return events;
        }

        private String field(String name) {
            String line = lines.next();
            assertThat(line).startsWith(name);
            return line.substring(name.length());
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    private Events events(String taskId, String lastEventId) throws IOException, InterruptedException {
        return new Events(taskId, lastEventId);
    }

    @Test
    void a_stream_tells_every_change_and_ends_after_the_last() throws Exception {
        String id = node.submit("{\"name\": \"test.steps\", \"args\": [\"all\", 2]}");
        node.tasks().awaitStart("all");
        try (Events events = events(id, null)) {
            Event first = events.next("STARTED");
            node.tasks().open("all");
            Event one = events.next();
            node.tasks().open("all");
            Event two = events.next();
            node.tasks().open("all");
            List<Event> rest = events.rest();

            assertThat(List.of(one.state(), two.state())).containsOnly("PROGRESS");
            assertThat(two.status().path("meta").path("current").intValue()).isEqualTo(2);
            assertThat(rest).extracting(Event::state).containsExactly("SUCCESS");
            assertThat(rest.get(0).status().path("result").textValue()).isEqualTo("done");
            assertThat(Stream.concat(Stream.of(first, one, two), rest.stream()))
                    .extracting(Event::name)
                    .containsOnly("status");
            assertThat(Stream.concat(Stream.of(first, one, two), rest.stream()).map(Event::id))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_stream_that_began_before_its_task_was_due_tells_of_every_run() throws Exception {
        RemoteWorker worker = RemoteWorker.register(http, 1, "py.awaited");
        String id = node.submit("{\"name\": \"py.awaited\", \"countdown\": 0.5}");
        try (Events events = events(id, null)) {
            assertThat(events.next().state()).isEqualTo("PENDING");
            JsonNode first = worker.next();
            assertThat(events.next().state()).isEqualTo("STARTED");
            worker.tell(first, "fail", "{\"error\": {\"type\": \"E\"}, \"retry\": true, \"countdown\": 0.5}");
            assertThat(events.next().state()).isEqualTo("RETRY");
            JsonNode second = worker.next();
            assertThat(events.next().state()).isEqualTo("STARTED");
            worker.complete(second, "1");

            assertThat(events.rest()).extracting(Event::state).containsExactly("SUCCESS");
        }
    }

    @Test
    void a_stream_of_a_ready_task_tells_its_end_and_ends() throws Exception {
        String id = node.run("{\"name\": \"test.add\", \"args\": [4, 2]}")
                .path("id")
                .textValue();

        try (Events events = events(id, null)) {
            assertThat(events.rest()).extracting(Event::state).containsExactly("SUCCESS");
        }
    }

    @Test
    void a_stream_resumes_after_the_last_event_seen() throws Exception {
        String id = node.submit("{\"name\": \"test.steps\", \"args\": [\"resume\", 1]}");
        node.tasks().awaitStart("resume");
        String seen;
        try (Events events = events(id, null)) {
            events.next("STARTED");
            node.tasks().open("resume");
            Event progress = events.next();
            assertThat(progress.state()).isEqualTo("PROGRESS");
            seen = progress.id();
        }
        node.tasks().open("resume");
        assertThat(http.get("/v1/tasks/" + id + "?wait=30").json().path("ready").booleanValue())
                .isTrue();

        try (Events events = events(id, seen)) {
            assertThat(events.rest()).extracting(Event::state).containsExactly("SUCCESS");
        }
    }

    @Test
    void an_unknown_last_event_means_from_the_start() throws Exception {
        String id = node.run("{\"name\": \"test.add\", \"args\": [4, 2]}")
                .path("id")
                .textValue();

        for (String unknown : List.of("nonsense", "99999999999999999999", "-1")) {
            try (Events events = events(id, unknown)) {
                assertThat(events.rest()).extracting(Event::state).containsExactly("SUCCESS");
            }
        }
    }

    @Test
    void line_breaks_in_arguments_do_not_break_the_stream() throws Exception {
        String id = node.run("{\"name\": \"test.echo\", \"args\": [\r\n{\"a\":\n\n1}\r\n]}")
                .path("id")
                .textValue();

        try (Events events = events(id, null)) {
            assertThat(events.rest())
                    .singleElement()
                    .satisfies(event -> assertThat(event.status()
                                    .path("args")
                                    .path(0)
                                    .path("a")
                                    .intValue())
                            .isEqualTo(1));
        }
    }

    @Test
    void a_stream_of_an_unknown_task_is_404() {
        assertProblem(http.get("/v1/tasks/" + UUID.randomUUID() + "/events"), 404);
    }
}

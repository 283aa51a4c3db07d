package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Events are API: the tables in {@code engine/README.md} tell of those that {@code openapi.json} has, which all answers are held to. */
class EventsTableTest {
    private static final Pattern STREAM = Pattern.compile("(?m)^\\| `(/v1/\\S+)` \\| `(\\w+)` \\|");
    private static final Pattern STATES = Pattern.compile("(?s)\\| state of the task \\|.*?\n\n");
    private static final Pattern STATE = Pattern.compile("`([A-Z]+)`");

    private static String readme() throws IOException {
        return Files.readString(Path.of("../engine/README.md"));
    }

    @Test
    void each_stream_and_its_events_are_in_the_table() throws IOException {
        Set<String> told = STREAM.matcher(readme())
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).isNotEmpty().isEqualTo(events());
    }

    private static Set<String> events() throws IOException {
        JsonNode paths = Json.mapper()
                .readTree(Files.readAllBytes(Path.of("src/main/resources/io/talkoo/http/openapi.json")))
                .path("paths");
        Set<String> events = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue().findValues("x-events").stream()
                        .flatMap(JsonNode::propertyStream)
                        .forEach(event -> events.add(path.getKey() + " " + event.getKey())));
        return events;
    }

    @Test
    void each_state_that_a_task_may_be_told_in_is_in_the_table() throws IOException {
        String table =
                STATES.matcher(readme()).results().findFirst().orElseThrow().group();

        assertThat(STATE.matcher(table).results().map(state -> state.group(1)))
                .containsExactlyInAnyOrderElementsOf(States.BUILT_IN);
    }
}

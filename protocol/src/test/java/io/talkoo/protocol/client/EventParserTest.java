package io.talkoo.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.client.EventParser.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventParserTest {
    private static List<Event> parse(String... lines) {
        EventParser parser = new EventParser();
        return Stream.of(lines).map(parser::next).flatMap(Optional::stream).toList();
    }

    private static String data(Event event) {
        return new String(event.data(), StandardCharsets.UTF_8);
    }

    @Test
    void an_event_is_its_fields_up_to_the_empty_line() {
        List<Event> events = parse("id: 7", "event: status", "data: {\"a\": 1}", "");

        assertThat(events).hasSize(1);
        assertThat(events.get(0).id()).isEqualTo("7");
        assertThat(events.get(0).name()).isEqualTo("status");
        assertThat(data(events.get(0))).isEqualTo("{\"a\": 1}");
    }

    @Test
    void comments_unknown_fields_and_events_without_data_are_passed_over() {
        assertThat(parse(": still here", "", "retry: 10", "", "event: status", "", "nothing", ""))
                .isEmpty();
    }

    @Test
    void several_lines_of_data_are_one_text_and_one_space_belongs_to_the_colon() {
        List<Event> events = parse("data:  a", "data:b", "data", "");

        assertThat(events).extracting(EventParserTest::data).containsExactly(" a\nb\n");
    }

    @Test
    void an_id_lasts_until_the_next_one_and_a_name_for_one_event() {
        List<Event> events = parse("id: 1", "event: x", "data: a", "", "data: b", "", "id: 2", "data: c", "");

        assertThat(events).extracting(Event::id).containsExactly("1", "1", "2");
        assertThat(events).extracting(Event::name).containsExactly("x", "", "");
    }
}

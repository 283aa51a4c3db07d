package io.talkoo.protocol.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Puts the lines of a {@code text/event-stream} together to events, as the HTML standard says. Not thread-safe. */
final class EventParser {
    private String id;
    private String name = "";
    private StringBuilder data;

    /**
     * An event.
     *
     * @param id the last one that was told, with this event or before; null before the first
     */
    record Event(String id, String name, byte[] data) {}

    /** The event that {@code line} ends, if it ends one. */
    Optional<Event> next(String line) {
        if (line.isEmpty()) {
            return end();
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        field(field, value.startsWith(" ") ? value.substring(1) : value);
        return Optional.empty();
    }

    /** A line that begins with a colon is a comment, and so is a field that nobody knows. */
    private void field(String field, String value) {
        switch (field) {
            case "id" -> id = value;
            case "event" -> name = value;
            case "data" ->
                data = data == null
                        ? new StringBuilder(value)
                        : data.append('\n').append(value);
            default -> {}
        }
    }

    private Optional<Event> end() {
        Optional<Event> event = Optional.ofNullable(data)
                .map(text -> new Event(id, name, text.toString().getBytes(StandardCharsets.UTF_8)));
        name = "";
        data = null;
        return event;
    }
}

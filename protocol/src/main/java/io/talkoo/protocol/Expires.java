package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * When a task is no longer worth starting: so long after its submit, or at an instant. On the wire a number of seconds
 * or an ISO-8601 instant.
 */
public sealed interface Expires {
    /** The instant meant, for a task submitted at {@code submitted}. */
    Instant from(Instant submitted);

    @JsonValue
    Object wire();

    record After(Duration duration) implements Expires {
        @Override
        public Instant from(Instant submitted) {
            return submitted.plus(duration);
        }

        @Override
        public Object wire() {
            return duration;
        }
    }

    record At(Instant instant) implements Expires {
        @Override
        public Instant from(Instant submitted) {
            return instant;
        }

        @Override
        public Object wire() {
            return instant;
        }
    }

    static Expires after(Duration duration) {
        return new After(duration);
    }

    static Expires at(Instant instant) {
        return new At(instant);
    }

    /** Reads either form. Throws {@link IllegalArgumentException} for anything else. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Expires fromJson(JsonNode json) {
        try {
            if (json.isNumber()) {
                return after(TimeJson.seconds(json.decimalValue()));
            }
            if (json.isTextual()) {
                return at(TimeJson.instant(json.textValue()));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected seconds or an ISO-8601 instant, got " + json, e);
        }
        throw new IllegalArgumentException("expected seconds or an ISO-8601 instant, got " + json);
    }
}

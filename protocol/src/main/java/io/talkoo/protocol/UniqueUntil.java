package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How long a task has its key to itself: until its first run begins, until it is ready, or for a time from its submit on. On the
 * wire {@code "started"}, {@code "ready"} or a number of seconds.
 *
 * @param elapsed the time; null for the two others
 */
public record UniqueUntil(Kind kind, Duration elapsed) {
    /** What has to happen. */
    public enum Kind {
        STARTED,
        READY,
        ELAPSED
    }

    public static final UniqueUntil STARTED = new UniqueUntil(Kind.STARTED, null);
    public static final UniqueUntil READY = new UniqueUntil(Kind.READY, null);

    /** @param time more than nothing */
    public static UniqueUntil elapsed(Duration time) {
        return new UniqueUntil(Kind.ELAPSED, time);
    }

    /** Throws {@link IllegalArgumentException} for anything that is none of the three. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static UniqueUntil read(JsonNode json) {
        if (json.isTextual() && json.textValue().equals("started")) {
            return STARTED;
        }
        if (json.isTextual() && json.textValue().equals("ready")) {
            return READY;
        }
        if (json.isNumber() && isTime(json.decimalValue())) {
            return elapsed(TimeJson.duration(json.decimalValue()));
        }
        throw new IllegalArgumentException(
                "expected \"started\", \"ready\" or a number of seconds above 0, at most " + TimeJson.MOST_SECONDS);
    }

    private static boolean isTime(BigDecimal seconds) {
        return Math.abs((long) seconds.scale()) + seconds.precision() <= TimeJson.MOST_DIGITS
                && seconds.signum() > 0
                && seconds.compareTo(TimeJson.MOST_SECONDS) <= 0;
    }

    @JsonValue
    Object written() {
        if (kind != Kind.ELAPSED) {
            return kind == Kind.STARTED ? "started" : "ready";
        }
        return TimeJson.seconds(elapsed);
    }
}

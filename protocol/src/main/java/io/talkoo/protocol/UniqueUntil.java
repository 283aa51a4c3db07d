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

    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(10_000_000_000L);
    private static final int NANO_DIGITS = 9;
    private static final int MOST_DIGITS = 64;

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
            return elapsed(time(json.decimalValue()));
        }
        throw new IllegalArgumentException(
                "expected \"started\", \"ready\" or a number of seconds above 0, at most " + MOST_SECONDS);
    }

    private static Duration time(BigDecimal seconds) {
        BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS);
        return Duration.ofSeconds(seconds.longValue(), nanos.longValue());
    }

    private static boolean isTime(BigDecimal seconds) {
        return Math.abs((long) seconds.scale()) + seconds.precision() <= MOST_DIGITS
                && seconds.signum() > 0
                && seconds.compareTo(MOST_SECONDS) <= 0;
    }

    @JsonValue
    Object written() {
        if (kind != Kind.ELAPSED) {
            return kind == Kind.STARTED ? "started" : "ready";
        }
        return BigDecimal.valueOf(elapsed.getSeconds())
                .add(BigDecimal.valueOf(elapsed.getNano(), NANO_DIGITS))
                .stripTrailingZeros();
    }
}

package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many starts are allowed in a time: a bucket that holds {@code count} tokens at the most and is filled evenly, so that
 * many in {@code per}. Immutable.
 *
 * @param count from 1
 * @param per a second, a minute or an hour
 */
public record RateLimit(int count, Duration per) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})/([smh])");
    private static final Map<String, Duration> UNITS =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    /** Throws {@link IllegalArgumentException} for a count below 1, or another time. */
    public RateLimit {
        Objects.requireNonNull(per, "per");
        if (count < 1 || !UNITS.containsValue(per)) {
            throw new IllegalArgumentException(
                    "expected 1 or more a second, minute or hour, got " + count + " in " + per);
        }
    }

    /** Reads {@code "10/s"}, {@code "10/m"} or {@code "100/h"}; throws {@link IllegalArgumentException} for another text. */
    @JsonCreator
    public static RateLimit parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a count from 1 and a unit such as \"10/s\", \"10/m\" or \"100/h\", got \"" + text + "\"");
        }
        return new RateLimit(Integer.parseInt(matcher.group(1)), UNITS.get(matcher.group(2)));
    }

    /** As {@link #parse} reads it. */
    @Override
    @JsonValue
    public String toString() {
        String unit = UNITS.entrySet().stream()
                .filter(each -> each.getValue().equals(per))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        return count + "/" + unit;
    }
}

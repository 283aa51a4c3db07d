package io.talkoo.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as they are written in settings: with their unit, always. Thread-safe. */
public final class Durations {
    private static final Pattern WITH_UNIT = Pattern.compile("-?[0-9.]+\\s*[a-zA-Zµ]+");

    private Durations() {}

    /**
     * Reads {@code 300ms}, {@code 30s}, {@code 5m}, {@code 24h}, {@code 7d} and the like; a minus in front is read too.
     * Throws {@link IllegalArgumentException} for a number without a unit, and for anything that is no duration.
     */
    public static Duration parse(String text) {
        if (!WITH_UNIT.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a duration with its unit, such as 30s, got \"" + text + "\"");
        }
        try {
            return ConfigFactory.empty()
                    .withValue("it", ConfigValueFactory.fromAnyRef(text))
                    .getDuration("it");
        } catch (ConfigException e) {
            throw new IllegalArgumentException("expected a duration such as 30s, got \"" + text + "\"", e);
        }
    }

    /** In the largest unit that needs no fraction; {@link #parse} reads it back. */
    public static String text(Duration duration) {
        if (duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toNanos() + "ns";
        }
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        return seconds % 86_400 == 0 && seconds > 0 ? seconds / 86_400 + "d" : seconds + "s";
    }
}

package io.talkoo.config;

import com.typesafe.config.ConfigValue;
import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.config.TalkooSettings.TrackStarted.Mode;
import java.time.Duration;

/** The setting {@code tasks.track-started} as it is written. */
final class TrackStartedText {
    static final String EXPECTED = "always, never, or \"after\" and a duration with its unit, such as \"after 1s\"";

    private static final String AFTER = "after ";

    private TrackStartedText() {}

    static TrackStarted parse(ConfigValue value) {
        String text = String.valueOf(value.unwrapped()).strip();
        if (text.equals("always")) {
            return new TrackStarted(Mode.ALWAYS, Duration.ZERO);
        }
        if (text.equals("never")) {
            return new TrackStarted(Mode.NEVER, Duration.ZERO);
        }
        if (!text.startsWith(AFTER)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return after(Durations.parse(text.substring(AFTER.length()).strip()));
    }

    private static TrackStarted after(Duration running) {
        if (running.isNegative()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new TrackStarted(Mode.AFTER, running);
    }

    static String write(TrackStarted setting) {
        return switch (setting.mode()) {
            case ALWAYS -> "always";
            case NEVER -> "never";
            case AFTER -> AFTER + Durations.text(setting.after());
        };
    }
}

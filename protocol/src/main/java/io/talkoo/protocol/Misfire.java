package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a schedule does about the ticks that it missed while no node was up. */
public enum Misfire {
    /** Makes one task for all of them. */
    RUN_ONCE,
    /** Makes none. */
    SKIP,
    /** Makes a task for each of them, up to a bound. */
    RUN_ALL;

    /** The one with that {@link #word}; throws {@link IllegalArgumentException} for any other. */
    public static Misfire of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** As the contract writes it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

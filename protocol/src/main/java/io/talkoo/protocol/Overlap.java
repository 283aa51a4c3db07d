package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a schedule does at a tick while the task of the last one is not ready. */
public enum Overlap {
    /** Makes another task all the same. */
    ALLOW,
    /** Makes none, and does not make up for it. */
    SKIP;

    /** The one with that {@link #word}; throws {@link IllegalArgumentException} for any other. */
    public static Overlap of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As the contract writes it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

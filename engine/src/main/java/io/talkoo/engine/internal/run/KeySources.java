package io.talkoo.engine.internal.run;

import io.talkoo.engine.internal.limit.KeySource;
import io.talkoo.protocol.Nearest;
import java.util.List;

/** Finds the parameter that a declaration names as a key. */
final class KeySources {
    private static final String HEADER = "header:";

    private KeySources() {}

    /**
     * What {@code text} stands for; null for null. Throws {@link IllegalArgumentException} unless it is a parameter, a field
     * of one, or a header.
     */
    static KeySource find(String attribute, String text, Arguments arguments) {
        if (text == null) {
            return null;
        }
        if (text.startsWith(HEADER) && text.length() > HEADER.length()) {
            return new KeySource(text.substring(HEADER.length()), 0, false, List.of());
        }
        List<String> path = List.of(text.split("\\.", -1));
        List<String> names = arguments.names();
        int position = names.indexOf(path.get(0));
        if (position < 0 || path.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    attribute + ": expected a parameter, a field of one (\"mail.customer\") or"
                            + " \"header:name\", got \"" + text + "\""
                            + Nearest.hint(path.get(0), names));
        }
        return new KeySource(null, position, arguments instanceof RecordInput, path);
    }
}

package io.talkoo.engine.internal.run;

import io.talkoo.engine.internal.limit.KeySource;
import io.talkoo.engine.internal.secret.Masks;
import io.talkoo.engine.internal.secret.SecretMarks;
import io.talkoo.protocol.Nearest;
import java.util.List;

/**
 * Finds the parameter that a declaration names as a key.
 *
 * @param secret what of the task is; null is nothing
 */
record KeySources(Arguments arguments, Masks masks, SecretMarks secret) {
    private static final String HEADER = "header:";

    /**
     * What {@code text} stands for; null for null. Throws {@link IllegalArgumentException} unless it is a parameter, a field
     * of one, or a header, and none that is secret: keys lie in the store as they are.
     */
    KeySource find(String attribute, String text) {
        if (text == null) {
            return null;
        }
        if (text.startsWith(HEADER) && text.length() > HEADER.length()) {
            requireShown(attribute, text, masks.hide(text.substring(HEADER.length())));
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
        requireShown(attribute, text, masks.hideAt(path, secret));
        return new KeySource(null, position, arguments instanceof RecordInput, path);
    }

    private static void requireShown(String attribute, String text, boolean hidden) {
        if (hidden) {
            throw new IllegalArgumentException(
                    attribute + ": expected a key that may be seen, got \"" + text + "\", which is secret");
        }
    }
}

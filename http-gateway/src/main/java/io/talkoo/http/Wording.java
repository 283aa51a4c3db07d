package io.talkoo.http;

import io.talkoo.protocol.Nearest;
import java.util.Collection;

/** How the gateway words what it does not know. */
final class Wording {
    /** Longer names are no slips of the finger, and nobody wants them back. */
    private static final int LONGEST_NAME = 64;

    private Wording() {}

    /** For example: {@code unknown field "argz"; did you mean "args"?}. */
    static String unknown(String kind, String name, Collection<String> known) {
        if (name.length() > LONGEST_NAME) {
            return "unknown " + kind + " \"" + name.substring(0, LONGEST_NAME) + "…\"";
        }
        String hint = Nearest.hint(name, known);
        String expected = known.isEmpty() ? "; expected none" : "; expected one of " + String.join(", ", known);
        return "unknown " + kind + " \"" + name + "\"" + (hint.isEmpty() ? expected : hint);
    }
}

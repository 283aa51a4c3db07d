package io.talkoo.engine.internal.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a task waits within its queue. All tasks of a lane are alike to limits and to fairness, so a lane is served or held up
 * as a whole. As text it goes into the task's row.
 *
 * @param fairKey whose task it is, for those who share the queue; empty for nobody's
 * @param type the task type whose limits hold; empty if none do
 * @param limitKey the key whose limits hold; empty if none do
 */
public record Lane(String fairKey, String type, String limitKey) {
    /** The lane of all tasks that need none of their own. */
    public static final String NONE = "";

    /** Longer keys are kept as their hash: they are in an index, whose entries may not be large. */
    private static final int LONGEST_KEY = 128;

    private static final char SEPARATOR = '\u001f';

    /** As {@link TaskSpec#lane} has it; each part may be null for none. */
    public static String of(String fairKey, String type, String limitKey) {
        boolean fair = fairKey != null && !fairKey.isEmpty();
        if (!fair && type == null) {
            return NONE;
        }
        String key = type == null ? "" : clean(limitKey);
        return clean(fairKey) + SEPARATOR + (type == null ? "" : type) + SEPARATOR + key;
    }

    /** What {@code text} says; the lane of {@link #NONE} has no parts. */
    public static Lane parse(String text) {
        if (text.isEmpty()) {
            return new Lane("", "", "");
        }
        int first = text.indexOf(SEPARATOR);
        int second = text.lastIndexOf(SEPARATOR);
        return new Lane(text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }

    /** The fair key of a lane's text. */
    public static String fairKey(String text) {
        return text.isEmpty() ? "" : text.substring(0, text.indexOf(SEPARATOR));
    }

    private static String clean(String key) {
        if (key == null) {
            return "";
        }
        boolean plain = key.length() <= LONGEST_KEY
                && key.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
        return plain ? key : "#" + hash(key);
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

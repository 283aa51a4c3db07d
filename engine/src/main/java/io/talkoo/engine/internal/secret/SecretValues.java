package io.talkoo.engine.internal.secret;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The secret values of one task, which are not to stand in messages about it: texts and numbers of {@value #SHORTEST}
 * characters and more; what is shorter is met in every text. A message may have shortened a value, so its first
 * {@value #SURE} characters are enough to know it. What a message says of it in other words, such as its length, its hash or
 * its last digits, stays. Not thread-safe while it is filled.
 */
public final class SecretValues {
    static final int SHORTEST = 4;
    static final int SURE = 16;

    private final Set<String> values =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private final Masks masks;
    private final SecretMarks marks;
    private final SecretWalk walk;

    /** @param marks null for none */
    public SecretValues(Masks masks, SecretMarks marks) {
        this.masks = masks;
        this.marks = marks;
        this.walk = new SecretWalk(masks.isSecretField(marks), this::addAll);
    }

    /**
     * Adds those of a call; null is absent.
     *
     * @param before how many arguments come before {@code args}
     */
    public SecretValues addCall(JsonBytes args, JsonBytes kwargs, int before) {
        if (args != null) {
            walk.array(args, Masks.positions(marks, before));
        }
        if (kwargs != null) {
            walk.object(kwargs, Masks.parameters(marks));
        }
        return this;
    }

    /** Adds those of headers; null is absent. */
    public SecretValues addHeaders(Map<String, String> headers) {
        if (headers != null) {
            headers.forEach((name, value) -> {
                if (masks.isSecretHeader(name, marks)) {
                    add(value);
                }
            });
        }
        return this;
    }

    private JsonNode addAll(JsonNode secret) {
        if (secret.isTextual() || secret.isNumber()) {
            add(secret.asText());
        }
        secret.forEach(this::addAll);
        return secret;
    }

    private void add(String value) {
        if (value.length() >= SHORTEST) {
            values.add(value);
            values.add(new String(JsonStringEncoder.getInstance().quoteAsString(value)));
        }
    }

    /** The text with {@link Masks#MASK} in place of each; null for null. */
    public String hide(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden == null ? null : hide(hidden, value);
        }
        return hidden;
    }

    private static String hide(String text, String value) {
        String beginning = value.substring(0, Math.min(SURE, value.length()));
        int found = text.indexOf(beginning);
        if (found < 0) {
            return text;
        }
        StringBuilder hidden = new StringBuilder();
        int shown = 0;
        while (found >= 0) {
            hidden.append(text, shown, found).append(Masks.MASK);
            shown = found + common(text, found, value);
            found = text.indexOf(beginning, shown);
        }
        return hidden.append(text, shown, text.length()).toString();
    }

    /** How many characters of the value the text has there. */
    private static int common(String text, int from, String value) {
        int most = Math.min(value.length(), text.length() - from);
        int length = 0;
        while (length < most && text.charAt(from + length) == value.charAt(length)) {
            length++;
        }
        return length;
    }

    /** Null for null. */
    public TaskError hide(TaskError error) {
        return error == null || values.isEmpty()
                ? error
                : new TaskError(error.type(), hide(error.message()), hide(error.traceback()), error.cause());
    }

    public TalkooException hide(TalkooException refusal) {
        if (values.isEmpty()) {
            return refusal;
        }
        Problem.Fault[] faults = refusal.problem().errors().stream()
                .map(fault -> new Problem.Fault(fault.pointer(), hide(fault.detail())))
                .toArray(Problem.Fault[]::new);
        return new TalkooException(refusal.type(), hide(refusal.getMessage()), faults);
    }
}

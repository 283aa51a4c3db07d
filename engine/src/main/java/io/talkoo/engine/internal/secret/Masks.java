package io.talkoo.engine.internal.secret;

import com.fasterxml.jackson.databind.node.TextNode;
import io.talkoo.protocol.JsonBytes;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Hides what is secret: what a task's {@link SecretMarks} say, and what has one of the names that the settings give. Where
 * there are neither, nothing is looked at. Immutable, thread-safe.
 */
public final class Masks {
    /** What stands in the place of what is secret. */
    public static final String MASK = "***";

    static final JsonBytes MASKED = JsonBytes.of("\"" + MASK + "\"");

    private final Set<String> names;

    /** @param names of fields and headers that are secret in all tasks, however they are written */
    public Masks(Collection<String> names) {
        this.names = names.stream().map(Masks::lower).collect(Collectors.toUnmodifiableSet());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether there may be something to hide in a task with these marks; null for none. */
    public boolean hideAnything(SecretMarks marks) {
        return marks != null || !names.isEmpty();
    }

    /** Whether what has this name is secret in all tasks. */
    public boolean hide(String name) {
        return !names.isEmpty() && names.contains(lower(name));
    }

    /** Whether an argument is secret, or a field of it: {@code path} is the parameter's name and those of fields. */
    public boolean hideAt(List<String> path, SecretMarks marks) {
        return parameters(marks).contains(path.get(0)) || path.stream().anyMatch(isSecretField(marks));
    }

    /** What is secret in a task with these headers; null if nothing is, names aside. */
    public SecretMarks marks(SecretMarks ofType, Map<String, String> headers) {
        return names.isEmpty() || headers == null
                ? ofType
                : SecretMarks.with(
                        ofType,
                        headers.keySet().stream().filter(this::hide).sorted().toList());
    }

    /** @param before how many arguments of the call come before these */
    public JsonBytes args(JsonBytes args, SecretMarks marks, int before) {
        return hideAnything(marks) ? walk(marks).array(args, positions(marks, before)) : args;
    }

    static List<Integer> positions(SecretMarks marks, int before) {
        return marks == null
                ? List.of()
                : marks.positions().stream().map(each -> each - before).toList();
    }

    static List<String> parameters(SecretMarks marks) {
        return marks == null ? List.of() : marks.parameters();
    }

    public JsonBytes kwargs(JsonBytes kwargs, SecretMarks marks) {
        return hideAnything(marks) ? walk(marks).object(kwargs, parameters(marks)) : kwargs;
    }

    /** Null for null: there is none yet. */
    public JsonBytes result(JsonBytes result, SecretMarks marks) {
        return result != null && marks != null && marks.result() ? MASKED : value(result, marks);
    }

    /** Anything but arguments and result; null for null. */
    public JsonBytes value(JsonBytes value, SecretMarks marks) {
        return value != null && hideAnything(marks) ? walk(marks).value(value) : value;
    }

    /** The headers with their names; null for null. */
    public Map<String, String> headers(Map<String, String> headers, SecretMarks marks) {
        return headers == null || headers.isEmpty() || !hideAnything(marks)
                ? headers
                : headers.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                header -> isSecretHeader(header.getKey(), marks) ? MASK : header.getValue()));
    }

    boolean isSecretHeader(String name, SecretMarks marks) {
        return hide(name) || marks != null && marks.headers().contains(name);
    }

    Predicate<String> isSecretField(SecretMarks marks) {
        return name -> hide(name) || marks != null && marks.fields().contains(name);
    }

    private SecretWalk walk(SecretMarks marks) {
        return new SecretWalk(isSecretField(marks), value -> TextNode.valueOf(MASK));
    }
}

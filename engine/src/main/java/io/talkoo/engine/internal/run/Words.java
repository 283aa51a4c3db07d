package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** Types and values as error messages call them. */
final class Words {
    private static final int LONGEST_QUOTE = 40;

    private Words() {}

    /** A type as it is written in Java, without packages: {@code List<Map<String, Foo>>}. */
    static String of(JavaType type) {
        String name = type.getRawClass().getSimpleName();
        if (type.isArrayType() || type.containedTypeCount() == 0) {
            return name;
        }
        return type.getBindings().getTypeParameters().stream()
                .map(Words::of)
                .collect(Collectors.joining(", ", name + "<", ">"));
    }

    /** A JSON value, shortened where it is long. */
    static String of(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        if (value.isObject()) {
            return "an object";
        }
        if (value.isArray()) {
            return "an array";
        }
        String text = value.toString();
        String quote = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return value.isTextual() ? "the string " + quote : quote;
    }
}

package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One parameter of a task: reads its value from JSON. Immutable. */
final class Parameter {
    private static final Map<Class<?>, Object> EMPTY = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    private final String name;
    private final JavaType type;
    private final Class<?> raw;
    private final ObjectReader reader;

    Parameter(String name, JavaType type, ObjectMapper mapper) {
        this.name = name;
        this.type = type;
        this.raw = type.getRawClass();
        // The value is followed by the next argument, which is no trailing garbage.
        this.reader = mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    String name() {
        return name;
    }

    JavaType type() {
        return type;
    }

    /** The value of this parameter when it is not given; null when it has to be. */
    Object whenAbsent() {
        return EMPTY.get(raw);
    }

    /** Reads the value whose first token is the parser's current one. */
    Object read(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            if (raw == int.class) {
                return in.getIntValue();
            }
            if (raw == long.class) {
                return in.getLongValue();
            }
        } else if (token == JsonToken.VALUE_STRING && raw == String.class) {
            return in.getText();
        } else if (token == JsonToken.VALUE_NULL && raw.isPrimitive()) {
            throw MismatchedInputException.from(in, type, "null for a primitive");
        }
        return reader.readValue(in);
    }

    /** How messages call it. */
    @Override
    public String toString() {
        return "parameter " + name + " (" + Words.of(type) + ")";
    }
}

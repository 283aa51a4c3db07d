package io.talkoo.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as the UTF-8 bytes it was written in. Arguments, results and progress travel and rest in this form, so
 * that integers of any size, the digits of a fraction and the order of fields come back as they were sent, and nothing
 * on the way has to build a tree of them.
 *
 * <p>Immutable as long as nobody writes to the array handed in or out; safe for use by many threads. Equality compares
 * bytes: {@code [1,2]} and {@code [1, 2]} are not equal, see {@link #sameValue}.
 */
@JsonSerialize(using = JsonBytesJson.Writer.class)
@JsonDeserialize(using = JsonBytesJson.Reader.class)
public final class JsonBytes {
    /** The value {@code null}. */
    public static final JsonBytes NULL = of("null");

    /** The value {@code []}. */
    public static final JsonBytes EMPTY_ARRAY = of("[]");

    /** The value {@code {}}. */
    public static final JsonBytes EMPTY_OBJECT = of("{}");

    private final byte[] utf8;

    private JsonBytes(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Takes over an array that holds exactly one valid JSON value in UTF-8; it is neither copied nor checked. */
    public static JsonBytes wrap(byte[] utf8) {
        return new JsonBytes(utf8);
    }

    /** The JSON value in {@code text}, which is not checked. */
    public static JsonBytes of(String text) {
        return new JsonBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy; do not write to them. */
    public byte[] utf8() {
        return utf8;
    }

    public int sizeBytes() {
        return utf8.length;
    }

    public boolean isNull() {
        return utf8.length == 4 && Arrays.equals(utf8, NULL.utf8);
    }

    /** The value as a tree. Throws {@link UncheckedIOException} when the bytes are not JSON. */
    public JsonNode toTree() {
        try {
            return Json.mapper().readTree(utf8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether both hold the same JSON value, white space and the order of fields aside. */
    public boolean sameValue(JsonBytes other) {
        return equals(other) || toTree().equals(other.toTree());
    }

    /** The value {@code object} becomes in JSON. Throws {@link JsonProcessingException} when it cannot be written. */
    public static JsonBytes write(Object object) throws JsonProcessingException {
        return wrap(Json.mapper().writeValueAsBytes(object));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonBytes that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}

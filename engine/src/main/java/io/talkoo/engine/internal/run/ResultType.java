package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads results back into what a method returns. A method that returns a stage gives a completed one. Immutable.
 *
 * @param <R> what the method returns
 */
public final class ResultType<R> {
    private final JavaType type;
    private final boolean stage;
    private final ObjectMapper mapper;
    private final ObjectReader reader;

    private ResultType(JavaType type, boolean stage, ObjectMapper mapper) {
        this.type = type;
        this.stage = stage;
        this.mapper = mapper;
        this.reader = mapper.readerFor(type);
    }

    /** What a method with that generic return type returns. */
    public static ResultType<?> of(Type returned, ObjectMapper mapper) {
        JavaType declared = mapper.constructType(returned);
        JavaType[] value = declared.findTypeParameters(CompletionStage.class);
        boolean stage = declared.isTypeOrSubTypeOf(CompletionStage.class);
        return new ResultType<>(stage ? value[0] : declared, stage, mapper);
    }

    /** A plain class. */
    @SuppressWarnings("unchecked") // a class is its own type
    public static <R> ResultType<R> of(Class<R> type, ObjectMapper mapper) {
        return (ResultType<R>) of((Type) type, mapper);
    }

    /** A list of these. */
    public ResultType<List<R>> list() {
        return new ResultType<>(mapper.getTypeFactory().constructCollectionType(List.class, type), false, mapper);
    }

    /** The type of the value itself, which for a stage is what it completes with. */
    public JavaType type() {
        return type;
    }

    /**
     * The value of a result; null, as ignored results are, gives what the type has for nothing. Throws
     * {@link IOException} when the result is of another type.
     */
    @SuppressWarnings("unchecked") // the reader was made for R
    public R read(JsonBytes result) throws IOException {
        Object value = result.isNull() && nullIsNull() ? null : reader.readValue(result.utf8());
        return (R) (stage ? CompletableFuture.completedFuture(value) : value);
    }

    /** Not so for the optional types, which have a better word; primitives and trees have one that nobody expects. */
    private boolean nullIsNull() {
        return type.isPrimitive() || type.hasRawClass(Void.class) || type.isTypeOrSubTypeOf(JsonNode.class);
    }
}

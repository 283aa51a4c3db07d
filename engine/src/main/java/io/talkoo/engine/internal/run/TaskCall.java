package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * How a task is called from Java: writes its arguments and reads its result. Immutable.
 *
 * @param <R> what the task returns
 */
public final class TaskCall<R> {
    private final String name;
    private final List<Parameter> parameters;
    private final ObjectMapper mapper;
    private final ObjectWriter[] writers;
    private final ResultType<R> result;

    TaskCall(String name, List<Parameter> parameters, ResultType<R> result, ObjectMapper mapper) {
        this.name = name;
        this.parameters = parameters;
        this.mapper = mapper;
        this.result = result;
        ObjectWriter writer = mapper.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
        writers = parameters.stream()
                .map(parameter -> writer.forType(parameter.type()))
                .toArray(ObjectWriter[]::new);
    }

    public String name() {
        return name;
    }

    public ResultType<R> result() {
        return result;
    }

    /**
     * The arguments as a JSON array, one value for each parameter. Throws {@link TalkooException} (BAD_ARGUMENTS) when
     * one cannot be written.
     */
    public JsonBytes arguments(Object... values) {
        return argumentsFrom(0, values);
    }

    /** As {@link #arguments}, for the parameters from {@code first} on: those before it come from elsewhere. */
    public JsonBytes argumentsFrom(int first, Object... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        try (JsonGenerator out = mapper.createGenerator(bytes)) {
            out.writeStartArray();
            for (; i < values.length; i++) {
                write(out, writers[first + i], values[i]);
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw unwritable(first + i, e);
        }
        return JsonBytes.wrap(bytes.toByteArray());
    }

    private static void write(JsonGenerator out, ObjectWriter writer, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            writer.writeValue(out, value);
        }
    }

    private TalkooException unwritable(int position, IOException e) {
        String place = e instanceof JsonMappingException mapping ? Paths.pointer(mapping) : "";
        String reason = e instanceof JsonMappingException mapping ? mapping.getOriginalMessage() : e.getMessage();
        String detail = parameters.get(position) + " cannot be written as JSON: " + reason;
        return new TalkooException(
                ProblemType.BAD_ARGUMENTS,
                name + ": " + detail,
                new Problem.Fault("/args/" + position + place, detail));
    }
}

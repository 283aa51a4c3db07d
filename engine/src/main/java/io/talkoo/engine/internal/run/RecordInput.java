package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** The input of a lambda when it is a record: its components are the parameters, or it comes as a whole. */
final class RecordInput implements Arguments {
    private final Parameters components;
    private final Parameters whole;
    private final MethodHandle constructor;
    private final BadArguments bad;
    private final ObjectMapper mapper;

    RecordInput(String task, Class<?> type, ObjectMapper mapper) {
        List<Parameter> parameters = Arrays.stream(type.getRecordComponents())
                .map(component -> parameter(component, mapper))
                .toList();
        components = new Parameters(task, parameters, mapper);
        whole = new Parameters(task, List.of(new Parameter("input", mapper.constructType(type), mapper)), mapper);
        constructor = Handles.constructor(type);
        bad = new BadArguments(task, parameters);
        this.mapper = mapper;
    }

    private static Parameter parameter(RecordComponent component, ObjectMapper mapper) {
        return new Parameter(component.getName(), mapper.constructType(component.getGenericType()), mapper);
    }

    @Override
    public List<String> names() {
        return components.names();
    }

    @Override
    public Object[] bind(JsonBytes args, JsonBytes kwargs) {
        if (holdsOneObject(args)) {
            return whole.bind(args, kwargs);
        }
        Object[] values = components.bind(args, kwargs);
        try {
            return new Object[] {(Object) constructor.invokeExact(values)};
        } catch (Throwable e) {
            throw bad.refused(e);
        }
    }

    /** What comes before is the whole, or the first component. */
    @Override
    public void checkBehindInput(JsonBytes args, JsonBytes kwargs) {
        if (!args.equals(JsonBytes.EMPTY_ARRAY) || !kwargs.equals(JsonBytes.EMPTY_OBJECT)) {
            components.checkBehindInput(args, kwargs);
        }
    }

    private boolean holdsOneObject(JsonBytes args) {
        try (JsonParser in = mapper.createParser(args.utf8())) {
            if (in.nextToken() != JsonToken.START_ARRAY || in.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            in.skipChildren();
            return in.nextToken() == JsonToken.END_ARRAY;
        } catch (IOException e) {
            return false; // the components say what is wrong with it
        }
    }
}

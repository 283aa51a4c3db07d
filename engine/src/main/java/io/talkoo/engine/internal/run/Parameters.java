package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Maps arguments to parameters as a Python call does: by position first, then by name, each one once. Immutable. */
final class Parameters implements Arguments {
    private static final Object MISSING = new Object();
    private static final Object NOT_KNOWN_YET = new Object();

    private final ObjectMapper mapper;
    private final Parameter[] parameters;
    private final Map<String, Integer> positions = new HashMap<>();
    private final BadArguments bad;

    Parameters(String task, List<Parameter> parameters, ObjectMapper mapper) {
        this.mapper = mapper;
        this.parameters = parameters.toArray(Parameter[]::new);
        this.bad = new BadArguments(task, parameters);
        for (int i = 0; i < this.parameters.length; i++) {
            positions.put(this.parameters[i].name(), i);
        }
    }

    List<Parameter> list() {
        return List.of(parameters);
    }

    @Override
    public List<String> names() {
        return Arrays.stream(parameters).map(Parameter::name).toList();
    }

    @Override
    public Object[] bind(JsonBytes args, JsonBytes kwargs) {
        return bind(args, kwargs, 0);
    }

    @Override
    public void checkBehindInput(JsonBytes args, JsonBytes kwargs) {
        if (parameters.length == 0) {
            throw bad.takesNothing();
        }
        bind(args, kwargs, 1);
    }

    /** @param before how many values stand before those given by position */
    private Object[] bind(JsonBytes args, JsonBytes kwargs, int before) {
        Object[] values = new Object[parameters.length];
        Arrays.fill(values, MISSING);
        Arrays.fill(values, 0, before, NOT_KNOWN_YET);
        int given = args.equals(JsonBytes.EMPTY_ARRAY) ? before : byPosition(args, values, before);
        if (!kwargs.equals(JsonBytes.EMPTY_OBJECT)) {
            given += byName(kwargs, values);
        }
        if (given < values.length) {
            fillAbsent(values);
        }
        return values;
    }

    private int byPosition(JsonBytes args, Object[] values, int before) {
        int i = before;
        try (JsonParser in = mapper.createParser(args.utf8())) {
            bad.unless(in.nextToken() == JsonToken.START_ARRAY, "/args", "expected an array");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (i == values.length) {
                    throw bad.tooMany(args, before);
                }
                values[i] = parameters[i].read(in);
                i++;
            }
            return i;
        } catch (IOException e) {
            throw bad.misfit(i, "/args/" + (i - before), args, e);
        }
    }

    private int byName(JsonBytes kwargs, Object[] values) {
        int given = 0;
        String name = null;
        try (JsonParser in = mapper.createParser(kwargs.utf8())) {
            bad.unless(in.nextToken() == JsonToken.START_OBJECT, "/kwargs", "expected an object");
            while ((name = in.nextFieldName()) != null) {
                int i = position(name, values);
                in.nextToken();
                values[i] = parameters[i].read(in);
                given++;
            }
            return given;
        } catch (IOException e) {
            throw bad.misfit(
                    positions.getOrDefault(name, parameters.length), "/kwargs/" + Paths.escaped(name), kwargs, e);
        }
    }

    private int position(String name, Object[] values) {
        Integer position = positions.get(name);
        if (position == null) {
            throw bad.unknown(name);
        }
        if (values[position] != MISSING) {
            throw bad.twice(parameters[position]);
        }
        return position;
    }

    private void fillAbsent(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == MISSING) {
                values[i] = parameters[i].whenAbsent();
                if (values[i] == null) {
                    throw bad.missing(i);
                }
            }
        }
    }
}

package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import java.util.stream.Collectors;

/** Where in a value something went wrong. */
final class Paths {
    /** A value that contains itself has a path without end. */
    private static final int LONGEST = 20;

    private Paths() {}

    /** As an RFC 6901 pointer: {@code /lines/2/price}. */
    static String pointer(JsonMappingException e) {
        return e.getPath().stream().map(step -> "/" + escaped(step(step))).collect(Collectors.joining());
    }

    /** For people: {@code lines.2.price}. */
    static String dotted(JsonMappingException e) {
        String path = e.getPath().stream().limit(LONGEST).map(Paths::step).collect(Collectors.joining("."));
        return e.getPath().size() > LONGEST ? path + "…" : path;
    }

    /** A name may hold the characters that a pointer is made of. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String step(Reference step) {
        return step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
    }
}

package io.talkoo.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Jackson found wrong, in words for people who write JSON and not Java. */
final class JsonFaults {
    private static final Map<Class<?>, String> KINDS = Map.of(
            String.class, "a string",
            Integer.class, "a whole number of at most 32 bits",
            Double.class, "a number",
            Boolean.class, "true or false",
            Duration.class, "a number of seconds, at most 10 billion",
            Instant.class, "an ISO-8601 instant of the years 0 to 9999, such as 2026-11-20T08:10:00Z");

    private JsonFaults() {}

    static TalkooException refusal(IOException fault) {
        IOException cause = fault instanceof JsonMappingException ? unwrapped((JsonMappingException) fault) : fault;
        if (cause instanceof StreamConstraintsException) {
            return Problems.badRequest("expected at most " + Json.MAX_DEPTH + " levels of nesting");
        }
        if (cause instanceof JsonMappingException misfit) {
            return misfit(misfit);
        }
        return cause instanceof JsonProcessingException noJson
                ? Problems.badRequest("not JSON: " + sentence(noJson) + position(noJson))
                : Problems.badRequest("not JSON: " + cause.getMessage());
    }

    /** What is no JSON at all is told as such, however deep inside of a value it was met. */
    private static IOException unwrapped(JsonMappingException fault) {
        return fault.getCause() instanceof StreamReadException inside && !(inside instanceof InputCoercionException)
                        || fault.getCause() instanceof StreamConstraintsException
                ? (IOException) fault.getCause()
                : fault;
    }

    /** Without what Jackson says of its own source and its own switches. */
    private static String sentence(JsonProcessingException fault) {
        return fault.getOriginalMessage().replaceFirst("( \\(start marker at |: enable `).*", "");
    }

    private static TalkooException misfit(JsonMappingException fault) {
        String pointer = pointer(fault);
        if (fault instanceof UnrecognizedPropertyException unknown) {
            String detail = unknown(unknown);
            return Problems.badRequest(detail, new Problem.Fault(pointer, detail));
        }
        String detail = expected(fault);
        String place = pointer.isEmpty() ? "" : pointer + ": ";
        return Problems.badRequest(place + detail, new Problem.Fault(pointer, detail));
    }

    private static String unknown(UnrecognizedPropertyException fault) {
        List<String> known =
                fault.getKnownPropertyIds().stream().map(Object::toString).toList();
        return Wording.unknown("field", fault.getPropertyName(), known);
    }

    private static String expected(JsonMappingException fault) {
        if (fault instanceof ValueInstantiationException && fault.getCause() instanceof IllegalArgumentException ours) {
            return ours.getMessage();
        }
        if (fault.getCause() instanceof InputCoercionException number) {
            return "expected " + kind(number.getTargetType());
        }
        Class<?> target = fault instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return fault.getPath().isEmpty()
                ? "expected one JSON value, " + kind(target) + ", and nothing behind it"
                : "expected " + kind(target);
    }

    /** @param target null where Jackson does not say */
    private static String kind(Class<?> target) {
        if (target == null) {
            return "another type";
        }
        if (Collection.class.isAssignableFrom(target)) {
            return "an array";
        }
        return KINDS.getOrDefault(target == int.class ? Integer.class : target, "an object");
    }

    private static String pointer(JsonMappingException fault) {
        return fault.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String position(JsonProcessingException fault) {
        return fault.getLocation() == null
                ? ""
                : " at line " + fault.getLocation().getLineNr() + ", column "
                        + fault.getLocation().getColumnNr();
    }
}

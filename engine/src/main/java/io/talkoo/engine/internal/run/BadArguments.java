package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Nearest;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is wrong with the arguments of one task: which parameter, where, expected and got. */
record BadArguments(String task, List<Parameter> parameters) {
    void unless(boolean condition, String pointer, String detail) {
        if (!condition) {
            throw at(pointer, detail);
        }
    }

    /** @param before how many values stand before {@code args} */
    TalkooException tooMany(JsonBytes args, int before) {
        int got = tree(args).size();
        String expected = parameters.isEmpty() ? "no arguments" : "at most " + parameters.size() + names();
        String all = got == 0 ? "more" : before == 0 ? "" + got : got + " behind the result of the step before";
        return at("/args/" + (parameters.size() - before), "expected " + expected + ", got " + all);
    }

    TalkooException takesNothing() {
        return at(
                "",
                "expected no arguments, got the result of the step before; make the step immutable if it takes none");
    }

    TalkooException unknown(String name) {
        List<String> known = parameters.stream().map(Parameter::name).toList();
        String expected = known.isEmpty() ? "no arguments" : "one of " + String.join(", ", known);
        return at(
                "/kwargs/" + Paths.escaped(name),
                "there is no parameter \"" + name + "\": expected " + expected + Nearest.hint(name, known));
    }

    TalkooException twice(Parameter parameter) {
        return at("/kwargs/" + Paths.escaped(parameter.name()), parameter + " is given twice: by position and by name");
    }

    TalkooException missing(int position) {
        return at("/args/" + position, parameters.get(position) + " is missing");
    }

    /** The value at {@code pointer} of {@code whole} is not what the parameter takes. */
    TalkooException misfit(int position, String pointer, JsonBytes whole, IOException e) {
        JsonNode document = tree(whole);
        if (document.isMissingNode() || position >= parameters.size()) {
            return at(pointer, "cannot be read as JSON");
        }
        Parameter parameter = parameters.get(position);
        String inside = e instanceof JsonMappingException mapping ? Paths.pointer(mapping) : "";
        // The first step of the pointer names the document, not a place in it.
        JsonNode got = document.at(pointer.substring(pointer.indexOf('/', 1)) + inside);
        String where = inside.isEmpty() ? parameter.toString() : parameter + " at " + inside.substring(1);
        return at(pointer + inside, where + ": " + reason(parameter, inside, got, e));
    }

    /** A constructor of the user's own did not take the values, each of which had the right type. */
    TalkooException refused(Throwable e) {
        return at("", String.valueOf(e.getMessage()));
    }

    /** Missing when it is not JSON at all, or nested too deep. */
    private static JsonNode tree(JsonBytes json) {
        try {
            return json.toTree();
        } catch (UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String reason(Parameter parameter, String inside, JsonNode got, IOException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            return "there is no field \"" + unknown.getPropertyName() + "\": expected one of "
                    + String.join(", ", known) + Nearest.hint(unknown.getPropertyName(), known);
        }
        if (inside.isEmpty() && !(e instanceof ValueInstantiationException)) {
            return "expected " + Words.of(parameter.type()) + ", got " + Words.of(got);
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "expected " + mismatch.getTargetType().getSimpleName() + ", got " + Words.of(got);
        }
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    }

    private String names() {
        return parameters.stream().map(Parameter::name).collect(Collectors.joining(", ", " (", ")"));
    }

    private TalkooException at(String pointer, String detail) {
        return new TalkooException(ProblemType.BAD_ARGUMENTS, task + ": " + detail, new Problem.Fault(pointer, detail));
    }
}

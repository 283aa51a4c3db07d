package io.talkoo.engine.internal.secret;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What of a task is secret. Kept with the task, so that a node which does not know its code hides it too. Immutable.
 *
 * @param positions of arguments, from 0, in the call that the task is run with
 * @param parameters names of the same
 * @param fields names of what is secret at any depth of arguments, result and progress
 * @param result whether all of the result is
 * @param headers names of headers, as they were given
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record SecretMarks(
        List<Integer> positions, List<String> parameters, List<String> fields, boolean result, List<String> headers) {
    public static final SecretMarks NONE = new SecretMarks(null, null, null, false, null);

    public SecretMarks {
        positions = positions == null ? List.of() : List.copyOf(positions);
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
        fields = fields == null ? List.of() : List.copyOf(fields);
        headers = headers == null ? List.of() : List.copyOf(headers);
    }

    @JsonIgnore
    public boolean isNone() {
        return equals(NONE);
    }

    /** These and those headers; null if that is nothing. */
    static SecretMarks with(SecretMarks ofType, List<String> headers) {
        if (headers.isEmpty()) {
            return ofType;
        }
        SecretMarks marks = ofType == null ? NONE : ofType;
        return new SecretMarks(marks.positions, marks.parameters, marks.fields, marks.result, headers);
    }

    /** The headers that tasks may be found by. */
    public Map<String, String> shown(Map<String, String> all) {
        return headers.isEmpty()
                ? all
                : all.entrySet().stream()
                        .filter(header -> !headers.contains(header.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

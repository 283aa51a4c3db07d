package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What was wrong with a call, as RFC 9457 {@code application/problem+json}.
 *
 * @param type a stable URN, see {@link ProblemType#urn()}
 * @param detail a sentence that says what to do
 * @param errors the places in the body that are wrong; may be empty
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors) {

    /** One place in the body, named by its JSON pointer. */
    public record Fault(String pointer, String detail) {}

    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    public static Problem of(ProblemType type, String detail, Fault... errors) {
        return new Problem(type.urn(), type.title(), type.status(), detail, List.of(errors));
    }
}

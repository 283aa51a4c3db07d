package io.talkoo.protocol.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Bodies to and from bytes. A newer node may tell more than is known here, so unknown fields are passed over. */
final class Bodies {
    private static final ObjectReader READER =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Function<byte[], Problem> PROBLEM = one(Problem.class);

    private Bodies() {}

    static <T> Function<byte[], T> one(Class<T> type) {
        ObjectReader reader = READER.forType(type);
        return body -> read(reader, body);
    }

    static <T> Function<byte[], List<T>> listOf(Class<T> type) {
        ObjectReader reader = READER.forType(Json.mapper().getTypeFactory().constructCollectionType(List.class, type));
        return body -> read(reader, body);
    }

    /** For answers without a body. */
    static Void nothing(byte[] body) {
        return null;
    }

    private static <T> T read(ObjectReader reader, byte[] body) {
        try {
            T value = reader.readValue(body);
            return Optional.ofNullable(value).orElseThrow(() -> unexpected("null"));
        } catch (IOException e) {
            throw unexpected(e.getMessage());
        }
    }

    private static TalkooException unexpected(String got) {
        return new TalkooException(
                ProblemType.INTERNAL, "expected an answer of a Talkoo node, got another one: " + got);
    }

    static byte[] write(Object body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new TalkooException(ProblemType.INVALID, "The body cannot be written as JSON: " + e.getMessage());
        }
    }

    /** What an answer of 400 and above says; a proxy before the node says it in words of its own. */
    static TalkooException problem(int status, byte[] body) {
        return said(body)
                .map(Bodies::of)
                .orElseGet(() -> new TalkooException(byStatus(status), "The call was answered with status " + status));
    }

    private static Optional<Problem> said(byte[] body) {
        try {
            return Optional.of(PROBLEM.apply(body)).filter(problem -> problem.detail() != null);
        } catch (TalkooException notAProblem) {
            return Optional.empty();
        }
    }

    /** The exception that the node would have thrown. */
    static TalkooException of(Problem problem) {
        ProblemType type = Arrays.stream(ProblemType.values())
                .filter(known -> known.urn().equals(problem.type()))
                .findFirst()
                .orElseGet(() -> byStatus(problem.status()));
        return new TalkooException(type, problem.detail(), problem.errors().toArray(Problem.Fault[]::new));
    }

    /** Of several types with the status, the first is the general one; 502 and 504 are how proxies say 503. */
    private static ProblemType byStatus(int status) {
        if (status == 502 || status == 504) {
            return ProblemType.UNAVAILABLE;
        }
        return Arrays.stream(ProblemType.values())
                .filter(known -> known.status() == status)
                .findFirst()
                .orElse(status < 500 ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL);
    }
}

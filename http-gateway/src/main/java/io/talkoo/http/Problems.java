package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.concurrent.CompletionException;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever went wrong, as {@code application/problem+json}. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final ContentType PROBLEM_JSON = MediaTypes.applicationWithFixedCharset(
                    "problem+json", HttpCharsets.UTF_8)
            .toContentType();
    private static final ObjectWriter WRITER = Json.mapper().writerFor(Problem.class);
    private static final RawHeader BEARER = RawHeader.create("WWW-Authenticate", "Bearer realm=\"talkoo\"");
    private static final RawHeader RETRY_SOON = RawHeader.create("Retry-After", "1");
    private static final RawHeader RETRY_LATER = RawHeader.create("Retry-After", "5");

    private Problems() {}

    static TalkooException badRequest(String detail, Problem.Fault... faults) {
        return new TalkooException(ProblemType.BAD_REQUEST, detail, faults);
    }

    static TalkooException invalid(String detail) {
        return new TalkooException(ProblemType.INVALID, detail);
    }

    /** The answer to a call that ended with {@code failure}. */
    static HttpResponse response(Throwable failure) {
        Problem problem = problem(failure);
        HttpResponse response = response(problem);
        return switch (problem.status()) {
            case 401 -> response.addHeader(BEARER);
            case 429 -> response.addHeader(RETRY_SOON);
            case 503 -> response.addHeader(RETRY_LATER);
            default -> response;
        };
    }

    static HttpResponse response(Problem problem) {
        return Answers.bytes(problem.status(), PROBLEM_JSON, Answers.write(WRITER, problem));
    }

    /** A fault of ours tells the caller nothing about our insides; the log has it. */
    static Problem problem(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof TalkooException refused) {
            return refused.problem();
        }
        LOG.error("a call failed unexpectedly", cause);
        return Problem.of(ProblemType.INTERNAL, "an unexpected error; the node's log has the details");
    }

    /** What went wrong, without what stages wrapped it in. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}

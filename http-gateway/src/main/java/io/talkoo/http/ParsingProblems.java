package io.talkoo.http;

import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Bytes that are no HTTP request. Pekko HTTP makes one by the name in {@code talkoo-http-server.conf}; nothing is
 * logged, since anybody can send such bytes as fast as they like.
 */
public final class ParsingProblems extends ParsingErrorHandler {
    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        ProblemType type = status.intValue() == ProblemType.BODY_TOO_LARGE.status()
                ? ProblemType.BODY_TOO_LARGE
                : ProblemType.BAD_REQUEST;
        return Problems.response(new Problem(type.urn(), status.reason(), status.intValue(), info.summary(), null));
    }
}

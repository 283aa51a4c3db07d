package io.talkoo.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.talkoo.config.Scope;
import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for every operating call, refused ones too, in the log {@code talkoo.audit}:
 *
 * <pre>{@code who=ops from=10.0.0.7 what=POST on=/v1/queues/mail/pause answer=200}</pre>
 *
 * @param shown of a body: without what is secret
 */
record Audit(UnaryOperator<JsonBytes> shown) {
    private static final Logger LOG = LoggerFactory.getLogger("talkoo.audit");
    private static final int LONGEST_FILTER = 500;

    static boolean covers(Route route) {
        return route.scope() == Scope.OPERATE;
    }

    /** @param caller null for one that was refused */
    void log(HttpRequest request, Caller caller, Route route, byte[] body, HttpResponse answer) {
        LOG.info(
                "who={} from={} what={} on={}{} answer={}",
                caller == null || caller.id() == null ? "-" : caller.id(),
                Clients.address(request),
                request.method().value(),
                request.getUri().toRelative(),
                filter(route, body),
                answer.status().intValue());
    }

    /** A call that names nothing in its path says in its body what it is about. Others may hold arguments in theirs. */
    private String filter(Route route, byte[] body) {
        if (route.path().contains("{") || body.length == 0) {
            return "";
        }
        byte[] filter = shown.apply(JsonBytes.wrap(body)).utf8();
        String text = new String(filter, 0, Math.min(filter.length, LONGEST_FILTER), StandardCharsets.UTF_8);
        return " filter=\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}

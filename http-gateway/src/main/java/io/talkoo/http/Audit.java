package io.talkoo.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.talkoo.config.Scope;
import io.talkoo.http.auth.Caller;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for every operating call, refused ones too, in the log {@code talkoo.audit}:
 *
 * <pre>{@code who=ops from=10.0.0.7 what=POST on=/v1/queues/mail/pause answer=200}</pre>
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("talkoo.audit");
    private static final int LONGEST_FILTER = 500;

    private Audit() {}

    static boolean covers(Route route) {
        return route.scope() == Scope.OPERATE;
    }

    /** @param caller null for one that was refused */
    static void log(HttpRequest request, Caller caller, Route route, byte[] body, HttpResponse answer) {
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
    private static String filter(Route route, byte[] body) {
        if (route.path().contains("{") || body.length == 0) {
            return "";
        }
        String text = new String(body, 0, Math.min(body.length, LONGEST_FILTER), StandardCharsets.UTF_8);
        return " filter=\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}

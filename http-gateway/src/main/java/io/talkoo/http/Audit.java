package io.talkoo.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.talkoo.config.Scope;
import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for every operating call, login and logout, refused ones too, in the log {@code talkoo.audit}:
 *
 * <pre>{@code
 * who=ops from=10.0.0.7 what=POST on=/login answer=204
 * who=ops from=10.0.0.7 what=POST on=/v1/queues/mail/pause answer=200
 * }</pre>
 *
 * @param shown of a body: without what is secret
 */
record Audit(UnaryOperator<JsonBytes> shown) {
    private static final Logger LOG = LoggerFactory.getLogger("talkoo.audit");
    private static final AttributeKey<String> WHO = AttributeKey.create("talkoo-audit-who", String.class);
    private static final int LONGEST_FILTER = 500;

    /** What is open to everybody and changes something is a login or a logout. */
    static boolean covers(Route route) {
        return route.scope() == Scope.OPERATE
                || route.scope() == null && !route.method().equals("GET");
    }

    /**
     * The answer to a call whose caller is known only by what it led to.
     *
     * @param id of their key; null is not known
     */
    static HttpResponse naming(HttpResponse answer, String id) {
        return id == null ? answer : answer.addAttribute(WHO, id);
    }

    /** @param caller null for one that was refused */
    void log(HttpRequest request, Caller caller, Route route, byte[] body, HttpResponse answer) {
        String id =
                caller == null || caller.id() == null ? answer.getAttribute(WHO).orElse("-") : caller.id();
        LOG.info(
                "who={} from={} what={} on={}{} answer={}",
                id,
                Clients.address(request),
                request.method().value(),
                withoutQuery(request.getUri().toRelative().toString()),
                filter(route, body),
                answer.status().intValue());
    }

    /** None of these calls takes one; whoever sends a key there all the same does not find it in the log. */
    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    /** A call that names nothing in its path says in its body what it is about. Others may hold arguments or a key in theirs. */
    private String filter(Route route, byte[] body) {
        if (route.scope() == null || route.path().contains("{") || body.length == 0) {
            return "";
        }
        byte[] filter = shown.apply(JsonBytes.wrap(body)).utf8();
        String text = new String(filter, 0, Math.min(filter.length, LONGEST_FILTER), StandardCharsets.UTF_8);
        return " filter=\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}

package io.talkoo.http;

import io.talkoo.http.auth.Caller;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * One request on its way through a route.
 *
 * @param caller whoever sent it
 * @param body complete and within the limit; empty where there is none
 * @param id what stands in the path for {@code {id}}: a UUID in lower case; null for routes without
 * @param name what stands in the path for the other variable, such as {@code {name}}; null for routes without
 */
record Call(HttpRequest request, Caller caller, byte[] body, String id, String name, Query query) {
    /** The header's value, or null. */
    String header(String lowerCaseName) {
        return request.getHeader(lowerCaseName).map(HttpHeader::value).orElse(null);
    }
}

package io.talkoo.http;

import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;

/** Where requests come from. */
final class Clients {
    static final String UNKNOWN = "unknown";

    private Clients() {}

    /** The address at the other end of the connection, without the port. */
    static String address(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(RemoteAddress::getAddress)
                .map(address -> address.getHostAddress())
                .orElse(UNKNOWN);
    }
}

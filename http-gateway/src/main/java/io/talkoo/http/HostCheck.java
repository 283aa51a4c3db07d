package io.talkoo.http;

import io.talkoo.config.HttpSecurity;
import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Keeps web pages of others away. A browser can be made to call a node under a foreign name that resolves to its address, so
 * the name asked for has to be one of the node's; and any page can post to any node, so the page has to be one of the node's.
 */
final class HostCheck {
    private static final Pattern LOCAL =
            Pattern.compile("localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[?(0{0,4}:){1,7}0{0,3}1]?");
    private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");

    private final HttpSecurity security;
    private final boolean numeric;

    private HostCheck(HttpSecurity security, boolean numeric) {
        this.security = security;
        this.numeric = numeric;
    }

    /** Throws {@link StartException} where others could reach a node that asks nobody who they are. */
    static HostCheck of(TalkooSettings.Http http) {
        HttpSecurity.Auth auth = http.security().auth();
        boolean loopback = isLoopback(http.host());
        if (!loopback && !auth.enabled() && !auth.unprotected()) {
            throw new StartException(
                    "talkoo.http.host: expected a loopback address such as 127.0.0.1, got " + http.host()
                            + "; other machines may not reach the gateway without authentication (talkoo.http.auth)");
        }
        return new HostCheck(http.security(), !loopback);
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartException("talkoo.http.host: no address is known for " + host, e);
        }
    }

    void require(HttpRequest request) {
        requireHost(request.getUri().host().address().toLowerCase(Locale.ROOT));
        HttpHeader origin = request.getHeader("origin").orElse(null);
        if (origin != null) {
            requireOrigin(origin.value().toLowerCase(Locale.ROOT), request);
        }
    }

    /** @param host empty for HTTP/1.0 without the header */
    private void requireHost(String host) {
        // The usual ones first: this is asked for every request.
        boolean own = host.equals("localhost")
                || host.equals("127.0.0.1")
                || host.isEmpty()
                || LOCAL.matcher(host).matches()
                || numeric && NUMERIC.matcher(host).matches()
                || security.allowsHost(host);
        if (!own) {
            throw new TalkooException(
                    ProblemType.FOREIGN_HOST,
                    "expected the Host header to name this node, got " + host
                            + "; names besides localhost stand in talkoo.http.allowed-hosts");
        }
    }

    private void requireOrigin(String origin, HttpRequest request) {
        String host =
                request.getHeader("host").map(HttpHeader::value).orElse("").toLowerCase(Locale.ROOT);
        boolean own = !host.isEmpty() && (origin.equals("http://" + host) || origin.equals("https://" + host));
        if (!own && !security.allowedOrigins().contains(origin)) {
            throw new TalkooException(
                    ProblemType.FOREIGN_HOST,
                    "pages of " + origin
                            + " may not call this node; those that may stand in talkoo.http.allowed-origins");
        }
    }
}

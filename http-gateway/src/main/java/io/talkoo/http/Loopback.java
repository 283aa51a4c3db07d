package io.talkoo.http;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps the gateway on this machine while it has no authentication. A browser on this machine can be made to call it
 * under a foreign name that resolves to 127.0.0.1, so the name asked for has to be a local one too.
 */
final class Loopback {
    private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?(0{0,4}:){1,7}0{0,3}1]?");

    private Loopback() {}

    /** Throws {@link StartException} when {@code host} is reachable from other machines. */
    static void requireBindable(String host) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                throw new StartException("talkoo.http.host: expected a loopback address such as 127.0.0.1, got " + host
                        + "; other machines may not reach the gateway until it has authentication");
            }
        } catch (UnknownHostException e) {
            throw new StartException("talkoo.http.host: no address is known for " + host, e);
        }
    }

    /** @param host of the request, without its port; empty for HTTP/1.0 without the header */
    static void requireHost(String host) {
        if (!host.isEmpty() && !isLocal(host.toLowerCase(Locale.ROOT))) {
            throw new TalkooException(
                    ProblemType.FOREIGN_HOST, "expected the Host header to be localhost or 127.0.0.1, got " + host);
        }
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost")
                || host.equals("127.0.0.1")
                || host.endsWith(".localhost")
                || ADDRESS.matcher(host).matches();
    }
}

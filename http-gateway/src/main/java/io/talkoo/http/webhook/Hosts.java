package io.talkoo.http.webhook;

import io.talkoo.config.TalkooSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Looks hosts up, and hands out only addresses that may be connected to. Thread-safe. */
final class Hosts {
    /** Asks for the addresses of a name. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private final TalkooSettings.Webhooks settings;
    private final Lookup lookup;

    Hosts(TalkooSettings.Webhooks settings, Lookup lookup) {
        this.settings = settings;
        this.lookup = lookup;
    }

    /**
     * The address to connect to; blocks for the look-up. A host of which one address is not public is refused as a whole.
     *
     * @throws RefusedAddressException unless it is allowed
     * @throws UnknownHostException if nobody knows it at the moment
     */
    InetSocketAddress resolve(String host, int port) throws UnknownHostException {
        if (!settings.allows(host)) {
            throw new RefusedAddressException("talkoo.webhooks.allowed-hosts does not name " + host);
        }
        InetAddress[] addresses = lookup.all(host);
        if (!settings.mayBePrivate(host) && !Arrays.stream(addresses).allMatch(Addresses::isPublic)) {
            throw new RefusedAddressException(
                    host
                            + " resolves to an address that is not public; talkoo.webhooks.private-hosts would have to name it");
        }
        return new InetSocketAddress(addresses[0], port);
    }
}

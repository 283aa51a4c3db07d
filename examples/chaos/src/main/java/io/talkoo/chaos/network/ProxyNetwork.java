package io.talkoo.chaos.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nodes on one machine, each behind a proxy of its own. The others know it by the address of its proxy. Each node has a
 * loopback address of its own (as Linux has them) from which it also connects, so that a proxy can tell the others
 * apart.
 */
public final class ProxyNetwork implements Network {
    private static final String HOSTS = "127.0.0.";
    private static final int FIRST_HOST = 11;
    private static final String ARTERY = "pekko.remote.artery.";

    private final List<Proxy> proxies = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<Way, Link> links = new ConcurrentHashMap<>();

    private ProxyNetwork() {}

    /** From one node to another, by their hosts. */
    private record Way(String from, String to) {}

    public static ProxyNetwork of(int nodes) throws IOException {
        ProxyNetwork network = new ProxyNetwork();
        for (int i = 0; i < nodes; i++) {
            network.add(HOSTS + (FIRST_HOST + i));
        }
        return network;
    }

    private void add(String host) throws IOException {
        InetSocketAddress bind = freePort(host);
        Proxy proxy = Proxy.start(new InetSocketAddress(host, 0), bind, from -> link(from, host));
        proxies.add(proxy);
        List<String> settings = List.of(
                ARTERY + "bind.hostname=" + host,
                ARTERY + "bind.port=" + bind.getPort(),
                ARTERY + "advanced.tcp.outbound-client-hostname=" + host);
        places.add(new Place(host, proxy.port(), 0, null, settings, List.of()));
    }

    private static InetSocketAddress freePort(String host) throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return new InetSocketAddress(host, probe.getLocalPort());
        }
    }

    private Link link(InetAddress from, String to) {
        return link(from.getHostAddress(), to);
    }

    private Link link(String from, String to) {
        return links.computeIfAbsent(new Way(from, to), way -> new Link());
    }

    @Override
    public List<Place> places() {
        return List.copyOf(places);
    }

    @Override
    public String harness() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    @Override
    public void isolate(Place place) {
        places.stream().filter(other -> !other.equals(place)).forEach(other -> {
            link(place.host(), other.host()).cut();
            link(other.host(), place.host()).cut();
        });
    }

    @Override
    public void mend() {
        links.values().forEach(Link::mend);
    }

    @Override
    public void close() throws IOException {
        for (Proxy proxy : proxies) {
            proxy.close();
        }
    }
}

package io.talkoo.chaos.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes in network namespaces of their own, on one bridge: cut off by the kernel, packet by packet. Needs Linux, root and
 * the command {@code ip}. One at a time on a machine.
 */
public final class NamespaceNetwork implements Network {
    private static final String BRIDGE = "chaos-bridge";
    private static final String SUBNET = "10.231.77.";
    private static final String HARNESS = SUBNET + "1";
    private static final int FIRST_HOST = 11;
    private static final int CLUSTER_PORT = 25520;
    private static final int HTTP_PORT = 8080;
    private static final int RELAY_PORT = 8081;

    private final List<Place> places = new ArrayList<>();
    private final List<Process> relays = new ArrayList<>();

    /** Without keys a node answers only who calls it by a loopback address. */
    private final List<Proxy> doors = new ArrayList<>();

    private boolean closed;

    private NamespaceNetwork() {}

    /** @param jar holds the {@link Relay} */
    public static NamespaceNetwork of(int nodes, Path jar) throws IOException, InterruptedException {
        NamespaceNetwork network = new NamespaceNetwork();
        // Namespaces must not outlive a harness that is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(network::closeQuietly));
        try {
            ip("link", "add", BRIDGE, "type", "bridge");
            ip("addr", "add", HARNESS + "/24", "dev", BRIDGE);
            ip("link", "set", BRIDGE, "up");
            for (int i = 0; i < nodes; i++) {
                network.add(i, jar);
            }
            return network;
        } catch (IOException | InterruptedException e) {
            network.close();
            throw e;
        }
    }

    private void add(int index, Path jar) throws IOException, InterruptedException {
        String host = SUBNET + (FIRST_HOST + index);
        String name = namespace(host);
        String outside = "chaos-veth-" + index;
        List<String> launcher = List.of("ip", "netns", "exec", name);
        Link open = new Link();
        Proxy door = Proxy.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new InetSocketAddress(host, RELAY_PORT),
                from -> open);
        doors.add(door);
        URI http = URI.create("http://127.0.0.1:" + door.port());
        places.add(new Place(host, CLUSTER_PORT, HTTP_PORT, http, List.of(), launcher));
        ip("netns", "add", name);
        ip("link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", name);
        ip("link", "set", outside, "master", BRIDGE, "up");
        ip("-n", name, "link", "set", "lo", "up");
        ip("-n", name, "addr", "add", host + "/24", "dev", "eth0");
        ip("-n", name, "link", "set", "eth0", "up");
        relays.add(Relay.start(launcher, jar, host, RELAY_PORT, HTTP_PORT));
    }

    private static String namespace(String host) {
        return "chaos-" + host.substring(SUBNET.length());
    }

    @Override
    public List<Place> places() {
        return List.copyOf(places);
    }

    @Override
    public String harness() {
        return HARNESS;
    }

    @Override
    public void isolate(Place place) throws IOException, InterruptedException {
        for (Place other : places) {
            if (!other.equals(place)) {
                ip("-n", namespace(place.host()), "route", "add", "blackhole", other.host());
                ip("-n", namespace(other.host()), "route", "add", "blackhole", place.host());
            }
        }
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        for (Place place : places) {
            ip("-n", namespace(place.host()), "route", "flush", "type", "blackhole");
        }
    }

    /** The namespaces take their ends of the wires with them. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        relays.forEach(Process::destroyForcibly);
        for (Proxy door : doors) {
            door.close();
        }
        try {
            for (Place place : places) {
                ip("netns", "del", namespace(place.host()));
            }
            ip("link", "del", BRIDGE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("The network could not be taken down: " + e.getMessage());
        }
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + words.strip());
        }
    }
}

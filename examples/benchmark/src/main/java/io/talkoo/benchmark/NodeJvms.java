package io.talkoo.benchmark;

import io.talkoo.config.TalkooSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The nodes of one cluster, each in a JVM of its own, all on this machine and on one database. */
final class NodeJvms implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final List<ChildJvm> nodes = new ArrayList<>();
    private final int seedPort = freePort();

    /** Starts the first one, which becomes the oldest, then the others at once; returns when all are ready. */
    static NodeJvms start(int count, String mode, Storage storage, List<String> options) throws IOException {
        NodeJvms all = new NodeJvms();
        try {
            all.add(1, mode, storage, options);
            all.add(count - 1, mode, storage, options);
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(int count, String mode, Storage storage, List<String> options) throws IOException {
        int before = nodes.size();
        for (int i = before; i < before + count; i++) {
            List<String> all = new ArrayList<>(options);
            all.add(Options.set("cluster.port", i == 0 ? seedPort : 0));
            all.add(Options.set("cluster.seeds", seed()));
            // Last, since "node-1" is what a node that is still alone is called anyway.
            all.add(Options.set("node.name", name(i)));
            nodes.add(ChildJvm.start(mode, storage.arguments(), all));
        }
        for (ChildJvm node : nodes.subList(before, nodes.size())) {
            Signal.READY.expect(node.line());
        }
    }

    private String seed() {
        return HOST + ":" + seedPort;
    }

    private static String name(int index) {
        return "node-" + (index + 1);
    }

    /** The names of all, the oldest first. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            names.add(name(i));
        }
        return names;
    }

    /** The oldest first. */
    List<ChildJvm> all() {
        return List.copyOf(nodes);
    }

    /** These settings, for a node of this JVM that hands the others work and does none itself. */
    TalkooSettings gateway(TalkooSettings settings) {
        return settings.with("node.name", "gateway")
                .with("cluster.seeds", seed())
                .with("cluster.roles", TalkooSettings.Role.GATEWAY.toString());
    }

    /** Processor time of all of them. */
    Duration cpu() {
        return nodes.stream().map(ChildJvm::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws IOException {
        for (ChildJvm node : nodes) {
            node.close();
        }
    }
}

package io.talkoo.engine;

import io.talkoo.engine.fixture.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processes that form a cluster on a database of their own, to be killed. */
final class CrashedCluster implements AutoCloseable {
    private final Map<String, CrashedNode> nodes = new LinkedHashMap<>();

    /** Starts nodes of these names, the first one as the seed of the others, which come together. */
    static CrashedCluster start(Path directory, String... names) throws IOException {
        CrashedCluster cluster = new CrashedCluster();
        try {
            cluster.startAll(directory, names);
        } catch (IOException | RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void startAll(Path directory, String... names) throws IOException {
        String url = PostgresServer.shared().newDatabase();
        int seed = freePort();
        for (String name : names) {
            CrashedNode node = CrashedNode.launch(
                    directory.resolve(name),
                    "node.name=" + name,
                    "store.url=" + url,
                    "store.user=" + PostgresServer.USER,
                    "cluster.port=" + (nodes.isEmpty() ? seed : 0),
                    "cluster.seeds=127.0.0.1:" + seed);
            nodes.put(name, node);
            if (nodes.size() == 1) {
                node.awaitReady();
            }
        }
        nodes.values().stream().skip(1).forEach(CrashedNode::awaitReady);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    CrashedNode node(String name) {
        return nodes.get(name);
    }

    @Override
    public void close() {
        nodes.values().forEach(CrashedNode::close);
    }
}

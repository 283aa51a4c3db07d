package io.talkoo.examples.threenodes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three nodes that share one database. */
final class Cluster implements AutoCloseable {
    private static final int NODES = 3;
    private static final String HOST = "127.0.0.1";

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Path jar;
    private final Path directory;

    /**
     * @param jar with the nodes and the task
     * @param directory for logs and runs
     */
    Cluster(Path jar, Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    /** Starts the nodes; {@link NodeProcess#awaitReady} tells when each of them is ready. */
    synchronized void start(String databaseUrl, String user) throws IOException {
        List<Integer> ports = freePorts();
        String seeds =
                String.join(",", ports.stream().map(port -> HOST + ":" + port).toList());
        for (int i = 0; i < NODES; i++) {
            Map<String, String> settings = Map.of(
                    "TALKOO_NODE_NAME",
                    "node-" + (i + 1),
                    "TALKOO_HTTP_PORT",
                    "0",
                    "TALKOO_STORE_URL",
                    databaseUrl,
                    "TALKOO_STORE_USER",
                    user,
                    "TALKOO_QUEUES",
                    "default:16",
                    "TALKOO_CLUSTER_HOST",
                    HOST,
                    "TALKOO_CLUSTER_PORT",
                    ports.get(i).toString(),
                    "TALKOO_CLUSTER_SEEDS",
                    seeds);
            nodes.add(NodeProcess.start(settings.get("TALKOO_NODE_NAME"), jar, directory, settings));
        }
    }

    /** Somebody else could take one before its node does; a program for every day has fixed ones. */
    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < NODES; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getByName(HOST)));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    synchronized List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** What the tasks wrote down, by the name of the node they ran on. */
    Map<String, List<Run>> runs() throws IOException {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (NodeProcess node : nodes()) {
            runs.put(node.name(), node.runs());
        }
        return runs;
    }

    /** All leave at the same time. */
    @Override
    public synchronized void close() {
        nodes.forEach(NodeProcess::leave);
        nodes.forEach(NodeProcess::awaitEnd);
    }
}

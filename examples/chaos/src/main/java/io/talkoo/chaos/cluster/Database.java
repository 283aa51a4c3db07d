package io.talkoo.chaos.cluster;

import io.talkoo.chaos.network.Link;
import io.talkoo.chaos.network.Proxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A PostgreSQL server, as durable as a real one. Every node reaches it through a proxy of its own, so that it can be cut
 * off or slowed down for one of them alone. Used by one thread.
 */
public final class Database implements Store {
    private static final String USER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final EmbeddedPostgres.Builder builder;
    private final int port;
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final List<Proxy> proxies = new ArrayList<>();
    private EmbeddedPostgres server;

    private Database(EmbeddedPostgres.Builder builder, int port) {
        this.builder = builder;
        this.port = port;
    }

    /** Starts an empty server with its files in {@code directory}. */
    public static Database start(Path directory) throws IOException {
        int port = freePort();
        Redirect log =
                Redirect.appendTo(directory.resolveSibling("postgres.log").toFile());
        // The server is started without fsync unless it is told otherwise.
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(START_LIMIT)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        Database database = new Database(builder, port);
        database.startServer();
        return database;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Starts the server again, where it was, with what it had. */
    public void startServer() throws IOException {
        server = builder.start();
    }

    /** Ends the server; connections are ended, not awaited. */
    public void stopServer() throws IOException {
        server.close();
    }

    @Override
    public Map<String, String> environment(String node, String host) throws IOException {
        Link link = link(node);
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        Proxy proxy = Proxy.start(new InetSocketAddress(host, 0), target, from -> link);
        proxies.add(proxy);
        return Map.of(
                "TALKOO_STORE_URL", "jdbc:postgresql://" + host + ":" + proxy.port() + "/postgres",
                "TALKOO_STORE_USER", USER,
                "TALKOO_STORE_PASSWORD", USER);
    }

    /** The way from a node to the server. */
    public Link link(String node) {
        return links.computeIfAbsent(node, name -> new Link());
    }

    /** Makes every answer to every node so much later. */
    public void delay(Duration each) {
        links.values().forEach(link -> link.delay(each));
    }

    @Override
    public void close() throws IOException {
        for (Proxy proxy : proxies) {
            proxy.close();
        }
        server.close();
    }
}

package io.talkoo.chaos.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Stands before a server and hands TCP connections on to it, each along the link of whoever made it. */
public final class Proxy implements AutoCloseable {
    private static final int PACKET_BYTES = 64 * 1024;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Function<InetAddress, Link> links;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Proxy(ServerSocket server, InetSocketAddress target, Function<InetAddress, Link> links) {
        this.server = server;
        this.target = target;
        this.links = links;
    }

    /** How bytes of one direction get through. */
    @FunctionalInterface
    private interface Passage {
        void pass() throws InterruptedException;
    }

    /**
     * Listens until it is closed.
     *
     * @param links the way of a connection, by the address it comes from
     */
    public static Proxy start(InetSocketAddress listen, InetSocketAddress target, Function<InetAddress, Link> links)
            throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(listen);
        Proxy proxy = new Proxy(server, target, links);
        proxy.thread("accept", proxy::accept);
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                thread("connect", () -> connect(client));
            } catch (IOException e) {
                // Closed, which ends the loop; or a client that went away before it was accepted.
            }
        }
    }

    private void connect(Socket client) {
        Link link = links.apply(client.getInetAddress());
        Socket there = new Socket();
        open.add(there);
        try {
            link.passBack();
            there.connect(target);
            client.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            thread("back", () -> pump(there, client, link::passBack));
            pump(client, there, link::pass);
        } catch (IOException | InterruptedException e) {
            close(client);
            close(there);
        }
    }

    /** Until one side closes, which closes the other. */
    private void pump(Socket from, Socket to, Passage passage) {
        byte[] packet = new byte[PACKET_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
                passage.pass();
                out.write(packet, 0, length);
            }
        } catch (IOException | InterruptedException e) {
            // The connection is over, whatever the reason.
        } finally {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing to lose any more.
        }
    }

    private void thread(String what, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + port() + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(this::close);
    }
}

package io.talkoo.engine.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A way to a server on which packets can get lost: nobody is told, nothing arrives any more. */
final class StallingProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final UnaryOperator<byte[]> answers;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean stalled;

    StallingProxy(int target) throws IOException {
        this(target, UnaryOperator.identity());
    }

    /** @param answers what the server answers, as it is read, and how it arrives */
    StallingProxy(int target, UnaryOperator<byte[]> answers) throws IOException {
        this.target = target;
        this.answers = answers;
        inBackground(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on, nothing that is sent arrives, on connections old and new. */
    void stall() {
        stalled = true;
    }

    /** New connections work again; what was lost stays lost. */
    void heal() {
        stalled = false;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(client, server));
            inBackground(() -> copy(client, server, UnaryOperator.identity()));
            inBackground(() -> copy(server, client, answers));
        }
    }

    private void copy(Socket from, Socket to, UnaryOperator<byte[]> changed) throws IOException {
        byte[] buffer = new byte[8192];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        boolean lost = false;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            lost = lost || stalled;
            if (!lost) {
                out.write(changed.apply(Arrays.copyOf(buffer, count)));
            }
        }
        to.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other end is gone, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

package io.talkoo.benchmark;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients of event streams that read whatever comes and throw it away: one thread, and a socket each. */
final class OpenStreams implements Closeable {
    private static final int ANSWER_WITHIN_SECONDS = 60;

    private final Selector selector = Selector.open();
    private final Thread reader = new Thread(this::read, "streams");
    private final CountDownLatch silent;

    /** One of them, until it got something. */
    private static final class Client {
        private boolean silent = true;
    }

    /**
     * Opens a stream for each path, and waits until each is granted.
     *
     * @throws IOException if one is refused, or is not granted in time
     */
    OpenStreams(InetSocketAddress node, List<String> paths) throws IOException, InterruptedException {
        silent = new CountDownLatch(paths.size());
        for (String path : paths) {
            open(node, path);
        }
        reader.setDaemon(true);
        reader.start();
        if (!silent.await(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            close();
            throw new IOException(silent.getCount() + " streams were not granted");
        }
    }

    private void open(InetSocketAddress node, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(node);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Client());
    }

    private void read() {
        ByteBuffer rest = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (true) {
                selector.select(key -> drain(key, rest));
            }
        } catch (ClosedSelectorException e) {
            // They were closed, which is how this ends.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drain(SelectionKey key, ByteBuffer rest) {
        try {
            int got = ((SocketChannel) key.channel()).read(rest.clear());
            Client client = (Client) key.attachment();
            if (client.silent && got > 0 && isGranted(rest.flip())) {
                client.silent = false;
                silent.countDown();
            }
            if (got < 0) {
                key.cancel();
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** The head may come without an event; that counts too, for the stream is open then. */
    private static boolean isGranted(ByteBuffer answer) {
        return StandardCharsets.US_ASCII.decode(answer).toString().startsWith("HTTP/1.1 200 ");
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}

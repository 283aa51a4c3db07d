package io.talkoo.benchmark;

import io.talkoo.benchmark.Meter.Figures;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sends one request over and over on connections that are kept: one thread, one request in flight a connection. It does
 * no more than it has to with an answer, because it shares the machine with what it measures. Of one thread.
 */
final class HttpLoad {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final long TICK_MILLIS = 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final InetSocketAddress server;
    private final byte[] request;
    private final Consumer<String> progress;
    private final Meter meter = new Meter();
    private int inFlight;
    private boolean stopping;
    private long driverNanos;

    /** @param key sent along; null is none */
    HttpLoad(InetSocketAddress server, JsonBytes body, String key, Consumer<String> progress) {
        this.server = server;
        this.request = request(server, body.toString(), key == null ? "" : "\r\nAuthorization: Bearer " + key);
        this.progress = progress;
    }

    private static byte[] request(InetSocketAddress server, String json, String authorization) {
        String head = String.join(
                "\r\n",
                "POST /v1/tasks HTTP/1.1",
                "Host: " + server.getHostString() + ":" + server.getPort() + authorization,
                "Content-Type: application/json",
                "Content-Length: " + json.length(),
                "",
                "");
        return (head + json).getBytes(StandardCharsets.US_ASCII);
    }

    /** Loads the server for the warm-up and then for the time that is measured. Throws what went wrong first. */
    Figures run(int connections, Duration warmup, Duration measured) throws IOException {
        try (Selector selector = Selector.open()) {
            try {
                connect(selector, connections);
                drive(selector, warmup);
                Figures figures = measure(selector, measured);
                stopping = true;
                while (inFlight > 0) {
                    drive(selector, Duration.ofMillis(TICK_MILLIS));
                }
                return figures;
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    private void connect(Selector selector, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.configureBlocking(false);
            HttpConnection connection = new HttpConnection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            send(connection);
        }
    }

    private Figures measure(Selector selector, Duration measured) throws IOException {
        meter.begin();
        long cpu = THREADS.getCurrentThreadCpuTime();
        drive(selector, measured);
        while (meter.isEmpty()) {
            drive(selector, Duration.ofMillis(TICK_MILLIS));
        }
        driverNanos = THREADS.getCurrentThreadCpuTime() - cpu;
        return meter.end();
    }

    /** Requests answered from the start, the warm-up included. */
    long answered() {
        return meter.tasks();
    }

    /** Processor time of the load itself while it was measured. */
    long driverNanos() {
        return driverNanos;
    }

    private void drive(Selector selector, Duration time) throws IOException {
        long now = System.nanoTime();
        long end = now + time.toNanos();
        long report = now + REPORT_EVERY.toNanos();
        for (; end - now > 0; now = System.nanoTime()) {
            selector.select(this::onReadable, TICK_MILLIS);
            if (now - report > 0) {
                report = now + REPORT_EVERY.toNanos();
                progress.accept(meter.tasks() + " requests");
            }
        }
    }

    private void onReadable(SelectionKey key) {
        HttpConnection connection = (HttpConnection) key.attachment();
        try {
            if (connection.answered()) {
                inFlight--;
                meter.acked(connection.startNanos());
                meter.count(1);
                send(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(HttpConnection connection) {
        if (stopping) {
            return;
        }
        try {
            inFlight++;
            connection.send(ByteBuffer.wrap(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

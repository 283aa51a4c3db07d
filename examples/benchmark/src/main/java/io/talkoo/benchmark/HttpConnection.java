package io.talkoo.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection and the answer that is on its way. Of one thread. */
final class HttpConnection {
    private static final int LARGEST_ANSWER = 1 << 16;
    private static final String LENGTH = "\r\ncontent-length: ";

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
    private long startNanos;
    private int expected;

    HttpConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Sends a request, once the answer to the one before is there. */
    void send(ByteBuffer request) throws IOException {
        answer.clear();
        expected = 0;
        startNanos = System.nanoTime();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** When the request was sent. */
    long startNanos() {
        return startNanos;
    }

    /** Whether the answer is there in full. Throws for any but a 202. */
    boolean answered() throws IOException {
        if (!answer.hasRemaining()) {
            throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes; lower --payload-bytes");
        }
        if (channel.read(answer) < 0) {
            throw new IOException("the server closed the connection");
        }
        if (expected == 0) {
            expected = expectedBytes();
        }
        return expected > 0 && answer.position() >= expected;
    }

    private int expectedBytes() throws IOException {
        String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return 0;
        }
        if (!text.startsWith("HTTP/1.1 202 ")) {
            throw new IOException("expected 202, got " + text);
        }
        int length = text.toLowerCase(Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
        return head + 4 + Integer.parseInt(text.substring(length, text.indexOf('\r', length)));
    }
}

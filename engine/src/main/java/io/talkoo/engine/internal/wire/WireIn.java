package io.talkoo.engine.internal.wire;

import io.talkoo.protocol.JsonBytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/**
 * Reads from a little-endian buffer, up to its limit, what {@link WireOut} wrote. Past the end everything is null, zero
 * or false. Lengths are held against what is there before anything is allocated. Throws {@link WireException} or
 * {@link BufferUnderflowException} for bytes that nobody of us wrote. Belongs to one message; not thread-safe.
 */
final class WireIn {
    private static final int MOST_BITS = 63;

    private final ByteBuffer buffer;
    private final ActorRefs refs;

    WireIn(ByteBuffer buffer, ActorRefs refs) {
        this.buffer = buffer;
        this.refs = refs;
    }

    /** {@code value}, without which the message has no meaning. */
    static <T> T need(T value) {
        if (value == null) {
            throw new WireException("expected a value, got none");
        }
        return value;
    }

    boolean flag() {
        return buffer.hasRemaining() && buffer.get() != 0;
    }

    long number() {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    int smallNumber() {
        return Math.toIntExact(number());
    }

    private long unsigned() {
        if (!buffer.hasRemaining()) {
            return 0;
        }
        long value = 0;
        for (int shift = 0; shift <= MOST_BITS; shift += 7) {
            byte next = buffer.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new WireException("expected a number of at most 64 bits, got a longer one");
    }

    /** A length or a count, of things that take a byte each at least. */
    private int size(long value) {
        if (value < 0 || value > buffer.remaining()) {
            throw new WireException("expected at most " + buffer.remaining() + " bytes, got " + value);
        }
        return (int) value;
    }

    double real() {
        return buffer.hasRemaining() ? buffer.getDouble() : 0;
    }

    String text() {
        byte[] bytes = bytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A text without which the message has no meaning. */
    String id() {
        return need(text());
    }

    JsonBytes json() {
        byte[] bytes = bytes();
        return bytes == null ? null : JsonBytes.wrap(bytes);
    }

    <T> ActorRef<T> ref() {
        String text = text();
        return text == null ? null : refs.resolve(text);
    }

    ByteString raw() {
        byte[] bytes = bytes();
        return bytes == null ? null : ByteString.fromArrayUnsafe(bytes);
    }

    private byte[] bytes() {
        long header = unsigned();
        if (header == 0) {
            return null;
        }
        byte[] bytes = new byte[size(header - 1)];
        buffer.get(bytes);
        return bytes;
    }

    Instant time() {
        return time(Instant::ofEpochSecond);
    }

    Duration span() {
        return time(Duration::ofSeconds);
    }

    private interface Time<T> {
        T of(long seconds, long nanos);
    }

    private <T> T time(Time<T> type) {
        byte kind = buffer.hasRemaining() ? buffer.get() : WireOut.NULL_TIME;
        if (kind == WireOut.NULL_TIME) {
            return null;
        }
        if (kind == WireOut.MILLIS) {
            long millis = number();
            return type.of(Math.floorDiv(millis, 1000L), Math.floorMod(millis, 1000L) * WireOut.NANOS_A_MILLI);
        }
        if (kind == WireOut.NANOS) {
            return type.of(number(), number());
        }
        throw new WireException("expected a time of kind 0 to 2, got " + kind);
    }

    <T> T part(Form<T> form) {
        int length = buffer.hasRemaining() ? buffer.getInt() : WireOut.MISSING;
        if (length == WireOut.MISSING) {
            return null;
        }
        int outer = buffer.limit();
        int end = buffer.position() + size(length);
        buffer.limit(end);
        T value = form.reader().read(this);
        buffer.limit(outer).position(end);
        return value;
    }

    <T> List<T> parts(Form<T> form) {
        int count = size(unsigned());
        List<T> values = new ArrayList<>();
        while (values.size() < count) {
            values.add(need(part(form)));
        }
        return List.copyOf(values);
    }

    Map<String, String> texts() {
        int count = size(unsigned());
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(id(), text());
        }
        return values;
    }

    Map<String, Integer> counts() {
        int count = size(unsigned());
        Map<String, Integer> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(id(), smallNumber());
        }
        return values;
    }
}

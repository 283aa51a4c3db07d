package io.talkoo.engine.internal.wire;

import io.talkoo.protocol.JsonBytes;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/**
 * Writes the parts of a message into a little-endian buffer, one after another; {@link WireIn} reads them in the same
 * order. Null is written as such, except of primitive types. Throws {@link BufferOverflowException} when the buffer is
 * full. Belongs to one message; not thread-safe.
 */
final class WireOut {
    static final int MISSING = -1;
    static final byte NULL_TIME = 0;
    static final byte MILLIS = 1;
    static final byte NANOS = 2;
    static final int NANOS_A_MILLI = 1_000_000;

    private static final long MOST_SECONDS = Long.MAX_VALUE / 1000 - 1;

    private final ByteBuffer buffer;
    private final ActorRefs refs;

    WireOut(ByteBuffer buffer, ActorRefs refs) {
        this.buffer = buffer;
        this.refs = refs;
    }

    WireOut flag(boolean value) {
        buffer.put(value ? (byte) 1 : 0);
        return this;
    }

    /** Small numbers take few bytes, of either sign. */
    WireOut number(long value) {
        return unsigned(value << 1 ^ value >> 63);
    }

    private WireOut unsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
        return this;
    }

    WireOut real(double value) {
        buffer.putDouble(value);
        return this;
    }

    WireOut text(String value) {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    WireOut json(JsonBytes value) {
        return bytes(value == null ? null : value.utf8());
    }

    WireOut ref(ActorRef<?> value) {
        return bytes(value == null ? null : refs.bytes(value));
    }

    WireOut raw(ByteString value) {
        unsigned(value.size() + 1L);
        if (value.copyToBuffer(buffer) < value.size()) {
            throw new BufferOverflowException();
        }
        return this;
    }

    private WireOut bytes(byte[] value) {
        if (value == null) {
            return unsigned(0);
        }
        unsigned(value.length + 1L);
        buffer.put(value);
        return this;
    }

    WireOut time(Instant value) {
        return value == null ? noTime() : time(value.getEpochSecond(), value.getNano());
    }

    WireOut span(Duration value) {
        return value == null ? noTime() : time(value.getSeconds(), value.getNano());
    }

    private WireOut noTime() {
        buffer.put(NULL_TIME);
        return this;
    }

    private WireOut time(long seconds, int nanos) {
        if (nanos % NANOS_A_MILLI == 0 && -MOST_SECONDS <= seconds && seconds <= MOST_SECONDS) {
            buffer.put(MILLIS);
            return number(seconds * 1000 + nanos / NANOS_A_MILLI);
        }
        buffer.put(NANOS);
        return number(seconds).number(nanos);
    }

    /** The value behind its length, so that a reader can skip what it does not know of it. */
    <T> WireOut part(Form<T> form, T value) {
        if (value == null) {
            buffer.putInt(MISSING);
            return this;
        }
        int at = buffer.position();
        buffer.putInt(0);
        form.writer().write(this, value);
        buffer.putInt(at, buffer.position() - at - Integer.BYTES);
        return this;
    }

    <T> WireOut parts(Form<T> form, List<T> values) {
        unsigned(values.size());
        values.forEach(value -> part(form, value));
        return this;
    }

    WireOut texts(Map<String, String> values) {
        unsigned(values.size());
        values.forEach((key, value) -> text(key).text(value));
        return this;
    }

    WireOut counts(Map<String, Integer> values) {
        unsigned(values.size());
        new TreeMap<>(values).forEach((key, value) -> text(key).number(value));
        return this;
    }
}

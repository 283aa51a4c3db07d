package io.talkoo.engine.internal.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Times in rows: a number of milliseconds where that is exact, as it is for nearly all, else the pair of seconds and
 * nanoseconds.
 */
final class CompactTime {
    private static final int NANOS_A_MILLI = 1_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1000 - 1;

    private CompactTime() {}

    static Module module() {
        return new SimpleModule("compact-time")
                .addSerializer(Instant.class, new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader())
                .addSerializer(Duration.class, new DurationWriter())
                .addDeserializer(Duration.class, new DurationReader());
    }

    private static void write(long seconds, int nanos, JsonGenerator out) throws IOException {
        if (nanos % NANOS_A_MILLI == 0 && Math.abs(seconds) <= MOST_SECONDS) {
            out.writeNumber(seconds * 1000 + nanos / NANOS_A_MILLI);
        } else {
            out.writeStartArray(null, 2);
            out.writeNumber(seconds);
            out.writeNumber(nanos);
            out.writeEndArray();
        }
    }

    private interface Pair<T> {
        T of(long seconds, long nanos);
    }

    private static <T> T read(JsonParser in, Pair<T> pair) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            long millis = in.getLongValue();
            return pair.of(Math.floorDiv(millis, 1000L), Math.floorMod(millis, 1000L) * NANOS_A_MILLI);
        }
        long seconds = in.nextLongValue(0);
        long nanos = in.nextLongValue(0);
        in.nextToken();
        return pair.of(seconds, nanos);
    }

    private static final class InstantWriter extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(value.getEpochSecond(), value.getNano(), out);
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read(in, Instant::ofEpochSecond);
        }
    }

    private static final class DurationWriter extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1;

        DurationWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(value.getSeconds(), value.getNano(), out);
        }
    }

    private static final class DurationReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read(in, Duration::ofSeconds);
        }
    }
}

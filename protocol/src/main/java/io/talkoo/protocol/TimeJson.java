package io.talkoo.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times on the wire: a {@link Duration} is a number of seconds, an {@link Instant} is ISO-8601 in UTC, {@link Expires} either. */
final class TimeJson {
    /** Some 300 years; longer times are a mistake, and would overflow milliseconds added to now much later. */
    static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(10_000_000_000L);

    /** Later years are written with a sign, which few clients read, and come near the end of milliseconds. */
    private static final int LAST_YEAR = 9999;

    /** Nobody writes more; turning a million of them into a number takes a core a second. */
    static final int MOST_DIGITS = 64;

    private static final int NANO_DIGITS = 9;

    private static final String EXPECTED_SECONDS = "expected a number of seconds, at most " + MOST_SECONDS;
    private static final String EXPECTED_INSTANT =
            "expected an ISO-8601 instant up to the year " + LAST_YEAR + ", such as 2026-11-20T08:10:00Z";

    private TimeJson() {}

    static final class SecondsWriter extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1;

        SecondsWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            writeSeconds(value, out);
        }
    }

    static final class SecondsReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        SecondsReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return readSeconds(in, context);
        }
    }

    static final class InstantWriter extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return readInstant(in, context);
        }
    }

    static final class ExpiresWriter extends StdSerializer<Expires> {
        private static final long serialVersionUID = 1;

        ExpiresWriter() {
            super(Expires.class);
        }

        @Override
        public void serialize(Expires value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value instanceof Expires.After after) {
                writeSeconds(after.duration(), out);
            } else {
                out.writeString(((Expires.At) value).instant().toString());
            }
        }
    }

    static final class ExpiresReader extends StdDeserializer<Expires> {
        private static final long serialVersionUID = 1;

        ExpiresReader() {
            super(Expires.class);
        }

        @Override
        public Expires deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                return Expires.at(readInstant(in, context));
            }
            return in.currentToken().isNumeric()
                    ? Expires.after(readSeconds(in, context))
                    : context.reportInputMismatch(Expires.class, EXPECTED_SECONDS + ", or " + EXPECTED_INSTANT);
        }
    }

    private static void writeSeconds(Duration value, JsonGenerator out) throws IOException {
        if (value.getNano() == 0) {
            out.writeNumber(value.getSeconds());
        } else {
            out.writeNumber(seconds(value));
        }
    }

    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS))
                .stripTrailingZeros();
    }

    /** Not all as nanoseconds: 292 years of them are more than a long holds. */
    static Duration duration(BigDecimal seconds) {
        BigDecimal fraction = seconds.remainder(BigDecimal.ONE);
        return Duration.ofSeconds(
                seconds.longValue(), fraction.movePointRight(NANO_DIGITS).longValue());
    }

    private static Duration readSeconds(JsonParser in, DeserializationContext context) throws IOException {
        if (!in.currentToken().isNumeric() || in.getTextLength() > MOST_DIGITS) {
            return context.reportInputMismatch(Duration.class, EXPECTED_SECONDS);
        }
        BigDecimal number = in.getDecimalValue();
        if (number.abs().compareTo(MOST_SECONDS) > 0) {
            return context.reportInputMismatch(Duration.class, EXPECTED_SECONDS);
        }
        return duration(number);
    }

    private static Instant readInstant(JsonParser in, DeserializationContext context) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(Instant.class, EXPECTED_INSTANT);
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(in.getText());
            if (time.getYear() <= LAST_YEAR && time.getYear() >= 0) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // Told in the same words as the other ways to be wrong.
        }
        return context.reportInputMismatch(Instant.class, EXPECTED_INSTANT);
    }
}

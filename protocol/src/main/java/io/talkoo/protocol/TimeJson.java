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

/** Times on the wire: a {@link Duration} is a number of seconds, an {@link Instant} is ISO-8601 in UTC. */
final class TimeJson {
    /** Some 300 years; longer times are a mistake, and would overflow milliseconds added to now much later. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(10_000_000_000L);

    /** Later years are written with a sign, which few clients read, and come near the end of milliseconds. */
    private static final int LAST_YEAR = 9999;

    private TimeJson() {}

    static Duration seconds(BigDecimal number) {
        if (number.abs().compareTo(MOST_SECONDS) > 0) {
            throw new DateTimeException("at most " + MOST_SECONDS + " seconds");
        }
        return Duration.ofNanos(number.movePointRight(9).longValue());
    }

    static Instant instant(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() > LAST_YEAR || time.getYear() < 0) {
            throw new DateTimeException("expected a year from 0 to " + LAST_YEAR);
        }
        return time.toInstant();
    }

    static final class SecondsWriter extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1;

        SecondsWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value.getNano() == 0) {
                out.writeNumber(value.getSeconds());
            } else {
                out.writeNumber(BigDecimal.valueOf(value.getSeconds())
                        .add(BigDecimal.valueOf(value.getNano(), 9))
                        .stripTrailingZeros());
            }
        }
    }

    static final class SecondsReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        SecondsReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.currentToken().isNumeric()) {
                return (Duration) context.handleUnexpectedToken(
                        Duration.class, in.currentToken(), in, "expected a number of seconds");
            }
            try {
                return seconds(in.getDecimalValue());
            } catch (DateTimeException e) {
                return (Duration) context.handleWeirdNumberValue(Duration.class, in.getNumberValue(), e.getMessage());
            }
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
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(
                        Instant.class, in.currentToken(), in, "expected an ISO-8601 instant");
            }
            try {
                return instant(in.getText());
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(
                        Instant.class, in.getText(), "expected an ISO-8601 instant such as 2026-11-20T08:10:00Z");
            }
        }
    }
}

package io.talkoo.http.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What words of the command line mean. */
final class Converters {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)?");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ms", BigDecimal.valueOf(1_000_000L),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L),
            "d", BigDecimal.valueOf(86_400_000_000_000L));

    private Converters() {}

    /** A time such as {@code 90}, {@code 1.5s}, {@code 5m}, {@code 2h} or {@code 7d}. */
    static final class Span implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher span = SPAN.matcher(text);
            if (!span.matches()) {
                throw new TypeConversionException(
                        "expected a time such as 90, 1.5s, 5m, 2h or 7d, got \"" + text + "\"");
            }
            BigDecimal unit = NANOS.get(span.group(2) == null ? "s" : span.group(2));
            return Duration.ofNanos(new BigDecimal(span.group(1)).multiply(unit).longValue());
        }
    }

    /** An instant such as {@code 2026-11-20T08:10:00Z}. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "expected an instant such as 2026-11-20T08:10:00Z, got \"" + text + "\"");
            }
        }
    }

    /** An instant, or a time before now. */
    static final class Past implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return SPAN.matcher(text).matches()
                    ? Clock.systemUTC().instant().minus(new Span().convert(text))
                    : new Moment().convert(text);
        }
    }

    /** A time from the submit on, or an instant. */
    static final class Expiry implements ITypeConverter<Expires> {
        @Override
        public Expires convert(String text) {
            return SPAN.matcher(text).matches()
                    ? Expires.after(new Span().convert(text))
                    : Expires.at(new Moment().convert(text));
        }
    }

    /** A JSON array. */
    static final class Array implements ITypeConverter<JsonBytes> {
        @Override
        public JsonBytes convert(String text) {
            return json(text, JsonNode::isArray, "a JSON array such as [4, 2]");
        }
    }

    /** A JSON object. */
    static final class Fields implements ITypeConverter<JsonBytes> {
        @Override
        public JsonBytes convert(String text) {
            return json(text, JsonNode::isObject, "a JSON object such as {\"b\": 2}");
        }
    }

    private static JsonBytes json(String text, Predicate<JsonNode> isExpected, String what) {
        try {
            if (isExpected.test(Json.mapper().readTree(text))) {
                return JsonBytes.of(text.strip());
            }
        } catch (JsonProcessingException notJson) {
            // Told below, with what was expected.
        }
        throw new TypeConversionException("expected " + what + ", got " + Plain.brief(text, 200));
    }
}

package io.talkoo.http;

import io.talkoo.protocol.TalkooException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The query parameters of one call. A name the route does not know, or one given twice, is refused. */
record Query(Map<String, String> values) {
    /** How long an answer may be held back for a task to become ready. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** In the known names of a route: any name with the prefix before the star. */
    private static final String ANY = "*";

    private static final Query NONE = new Query(Map.of());
    private static final Pattern SECONDS = Pattern.compile("\\d{1,2}(\\.\\d{1,9})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** @param raw what stands behind the question mark; null or empty is no parameter */
    static Query parse(String raw, Set<String> known) {
        if (raw == null || raw.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            requireKnown(name, known);
            if (values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw Problems.badRequest("query parameter " + name + " is given twice");
            }
        }
        return new Query(values);
    }

    /** The value, or null. */
    String text(String name) {
        return values.get(name);
    }

    /** The parameter {@code wait} in seconds, 0 where absent. */
    Duration waitTime() {
        String text = values.get("wait");
        if (text == null) {
            return Duration.ZERO;
        }
        Duration wait = SECONDS.matcher(text).matches()
                ? Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact())
                : null;
        if (wait == null || wait.compareTo(LONGEST_WAIT) > 0) {
            throw unexpected("wait", "0 to " + LONGEST_WAIT.toSeconds() + " seconds");
        }
        return wait;
    }

    int number(String name, int from, int to, int byDefault) {
        String text = values.get(name);
        if (text == null) {
            return byDefault;
        }
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < from || number > to) {
            throw unexpected(name, "a whole number from " + from + " to " + to);
        }
        return number;
    }

    /** The instant, or null. */
    Instant instant(String name) {
        String text = values.get(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw unexpected(name, "an ISO-8601 instant such as 2026-11-20T08:10:00Z");
        }
    }

    /** All parameters whose names begin with {@code prefix}, without it. */
    Map<String, String> startingWith(String prefix) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    TalkooException unexpected(String name, String expected) {
        return Problems.badRequest(
                "query parameter " + name + ": expected " + expected + ", got \"" + values.get(name) + "\"");
    }

    /** Throws BAD_REQUEST for what is not percent-encoded. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(
                    "expected a percent sign to stand before two hexadecimal digits, got \"" + text + "\"");
        }
    }

    private static void requireKnown(String name, Set<String> known) {
        if (known.contains(name) || known.stream().anyMatch(pattern -> isOneOf(name, pattern))) {
            return;
        }
        throw Problems.badRequest(
                Wording.unknown("query parameter", name, known.stream().sorted().toList()));
    }

    private static boolean isOneOf(String name, String pattern) {
        int prefix = pattern.length() - ANY.length();
        return pattern.endsWith(ANY) && name.length() > prefix && name.startsWith(pattern.substring(0, prefix));
    }
}

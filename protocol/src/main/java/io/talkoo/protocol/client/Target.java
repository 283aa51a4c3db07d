package io.talkoo.protocol.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The path and query of a call, percent-encoded. Immutable. */
record Target(String text) {
    /** Where a node tells whether it can accept and run tasks; open to everybody. */
    static final Target READY = new Target("/health/ready");

    /** @param segments of the path below {@code /v1} */
    static Target of(String... segments) {
        return new Target(Arrays.stream(segments).map(Target::encoded).collect(Collectors.joining("/", "/v1/", "")));
    }

    /** The same with a query parameter; null leaves it out. */
    Target with(String name, Object value) {
        char separator = text.indexOf('?') < 0 ? '?' : '&';
        return value == null ? this : new Target(text + separator + encoded(name) + "=" + encoded(value.toString()));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package io.talkoo.config;

import com.typesafe.config.ConfigValue;
import io.talkoo.config.HttpSecurity.Auth;
import io.talkoo.config.HttpSecurity.ClientLimits;
import io.talkoo.config.HttpSecurity.Jwt;
import io.talkoo.config.HttpSecurity.Tls;
import io.talkoo.config.TalkooSettings.Http;
import io.talkoo.config.TalkooSettings.Metrics;
import io.talkoo.protocol.RateLimit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code talkoo.http}: where the gateway listens, and to whom. */
final class HttpReader {
    /** Whoever wants no protection has to say what that means. */
    static final String UNPROTECTED = "anybody may do everything";

    static final String UNPROTECTED_METRICS = "anybody may read metrics";
    static final String PROTECTED = "no";
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|::1|\\[::1]");
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");

    /** Asymmetric ones alone: with a shared secret every node could make tokens. */
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private final Section http;

    HttpReader(Section http) {
        this.http = http;
    }

    Http read() {
        String host = http.text("host", "a host name or an address", it -> !it.isBlank());
        HttpSecurity security = security();
        Http read = new Http(
                host,
                http.integer("port", 0, 65_535),
                (int) http.bytes("max-body", 1024, Integer.MAX_VALUE),
                security,
                metrics(http.section("metrics"), host, security.auth()));
        Auth auth = read.security().auth();
        http.require(
                LOOPBACK.matcher(read.host()).matches() || auth.enabled() || auth.unprotected(),
                "host",
                "a loopback address (127.0.0.1, ::1 or localhost), since there is no authentication (set keys or jwt in"
                        + " talkoo.http.auth, or talkoo.http.auth.unprotected = \"" + UNPROTECTED + "\")");
        return read;
    }

    private static Metrics metrics(Section metrics, String gateway, Auth auth) {
        Metrics read = new Metrics(
                metrics.text("host", "a host name or an address, or nothing", it -> true),
                metrics.read(
                        "port",
                        "none, or an integer from 0 to 65535",
                        HttpReader::optionalPort,
                        it -> it.isEmpty() || it.getAsInt() >= 0 && it.getAsInt() <= 65_535),
                metrics.text(
                                "unprotected",
                                PROTECTED + ", or \"" + UNPROTECTED_METRICS + "\"",
                                it -> it.equals(PROTECTED) || it.equals(UNPROTECTED_METRICS))
                        .equals(UNPROTECTED_METRICS));
        String host = read.host().isEmpty() ? gateway : read.host();
        metrics.require(
                read.port().isEmpty()
                        || LOOPBACK.matcher(host).matches()
                        || auth.enabled()
                        || auth.unprotected()
                        || read.unprotected(),
                "host",
                "a loopback address (127.0.0.1, ::1 or localhost), since there is no authentication (set keys or jwt in"
                        + " talkoo.http.auth, or talkoo.http.metrics.unprotected = \"" + UNPROTECTED_METRICS + "\")");
        return read;
    }

    private static OptionalInt optionalPort(ConfigValue value) {
        String text = Section.scalar(value);
        return text.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    private HttpSecurity security() {
        return new HttpSecurity(
                auth(http.section("auth")),
                tls(http.section("tls")),
                http.read("allowed-hosts", HostList.EXPECTED, HostList::parse, it -> true),
                http.read(
                        "allowed-origins",
                        "origins such as \"https://talkoo.example.com\"",
                        NameList::parse,
                        it -> it.stream()
                                .allMatch(origin -> ORIGIN.matcher(origin).matches())),
                limits(http.section("client")));
    }

    private static Auth auth(Section auth) {
        return new Auth(
                auth.parsed("keys", value -> ApiKeys.read(value, "keys"), List.of()),
                auth.file("keys-file", "a file"),
                jwt(auth.section("jwt")),
                auth.duration("session-time", Duration.ofMinutes(1), YEAR),
                auth.text(
                                "unprotected",
                                PROTECTED + ", or \"" + UNPROTECTED + "\"",
                                it -> it.equals(PROTECTED) || it.equals(UNPROTECTED))
                        .equals(UNPROTECTED));
    }

    private static Jwt jwt(Section jwt) {
        Jwt read = new Jwt(
                jwt.text("issuer", "the https URL of an issuer, or nothing", HttpReader::isIssuer),
                jwt.text("audience", "a text", it -> true),
                jwt.text("jwks-url", "an https URL, or nothing", HttpReader::isIssuer),
                jwt.read(
                        "algorithms",
                        "some of " + ALGORITHMS.stream().sorted().collect(Collectors.joining(", ")),
                        it -> Set.copyOf(NameList.parse(it)),
                        it -> !it.isEmpty() && ALGORITHMS.containsAll(it)),
                jwt.text("scopes-claim", "the name of a claim", it -> !it.isBlank()));
        jwt.require(
                read.issuer().isEmpty() || !read.audience().isEmpty(),
                "audience",
                "what the issuer calls this node or cluster, since without it tokens for others would do");
        return read;
    }

    /** Plain http is for an issuer on this machine. */
    private static boolean isIssuer(String url) {
        if (url.isEmpty()) {
            return true;
        }
        URI uri = URI.create(url);
        boolean local = uri.getHost() != null && LOOPBACK.matcher(uri.getHost()).matches();
        return uri.getHost() != null && ("https".equals(uri.getScheme()) || local && "http".equals(uri.getScheme()));
    }

    private static Tls tls(Section tls) {
        Path key = tls.file("key-file", "a PEM file");
        Path cert = tls.file("cert-file", "a PEM file");
        Path clients = tls.file("client-ca-file", "a PEM file");
        boolean given = key != null || cert != null || clients != null;
        tls.require(!given || key != null, "key-file", "a PEM file, because other files of tls are given");
        tls.require(!given || cert != null, "cert-file", "a PEM file, because other files of tls are given");
        return given ? new Tls(key, cert, clients) : null;
    }

    private static ClientLimits limits(Section client) {
        return new ClientLimits(
                client.integer("max-connections", 1, MOST_CONNECTIONS),
                client.read(
                        "max-requests",
                        "none, or a rate such as 100/s",
                        it -> Section.scalar(it).equals("none") ? null : RateLimit.parse(Section.scalar(it)),
                        it -> true));
    }
}

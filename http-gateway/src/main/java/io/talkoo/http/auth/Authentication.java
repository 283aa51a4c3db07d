package io.talkoo.http.auth;

import io.talkoo.config.HttpSecurity;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Finds out who calls, by a key, a session or a token. Thread-safe. */
public final class Authentication {
    private static final String BEARER = "bearer ";

    /**
     * A session that was opened or ended.
     *
     * @param id of its key; null of one that was not there
     * @param cookie what the browser is to keep of it
     */
    public record SessionChange(String id, HttpHeader cookie) {}

    private final KeyRing keys;
    private final Tokens tokens;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final HttpSecurity.Auth settings;

    public Authentication(HttpSecurity security, KeyRing keys, Tokens tokens, Clock clock) {
        this.settings = security.auth();
        this.keys = keys;
        this.tokens = tokens;
        this.sessions = new Sessions(clock, settings.sessionTime());
        this.cookie = new SessionCookie(security.tls() != null);
    }

    /** Whether callers have to show who they are. */
    public boolean enabled() {
        return settings.enabled();
    }

    /** Fails with {@link ProblemType#UNAUTHORIZED}. */
    public CompletionStage<Caller> caller(HttpRequest request) {
        if (!enabled()) {
            return CompletableFuture.completedFuture(Caller.ANYBODY);
        }
        String bearer = bearer(request);
        if (bearer != null && tokens.isOne(bearer)) {
            return tokens.caller(bearer);
        }
        Optional<Caller> caller = bearer == null ? session(request) : keys.holder(Digests.sha256(bearer));
        return caller.<CompletionStage<Caller>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(unauthorized(bearer != null)));
    }

    /** What stands behind {@code Bearer}, or null. */
    private static String bearer(HttpRequest request) {
        String value = request.getHeader("authorization").map(HttpHeader::value).orElse("");
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : null;
    }

    private Optional<Caller> session(HttpRequest request) {
        String token = cookie.token(request);
        if (token == null) {
            return Optional.empty();
        }
        requireOwnPage(request);
        return sessions.keyHash(token).flatMap(keys::holder);
    }

    /** A browser says which page a change comes from; the page itself was compared with those allowed before. */
    private static void requireOwnPage(HttpRequest request) {
        boolean reads = request.method().value().equals("GET");
        if (!reads && request.getHeader("origin").isEmpty()) {
            throw new TalkooException(
                    ProblemType.FORBIDDEN, "expected an Origin header with a session; other programs send a key");
        }
    }

    private static TalkooException unauthorized(boolean given) {
        return new TalkooException(
                ProblemType.UNAUTHORIZED,
                given
                        ? "the key is not known here, or not any more"
                        : "expected a key in the header Authorization: Bearer KEY");
    }

    /** Opens a session for the holder of a key; the header hands it to the browser. */
    public SessionChange login(String key) {
        byte[] hash = Digests.sha256(key);
        Caller holder = keys.holder(hash).orElseThrow(() -> unauthorized(true));
        return new SessionChange(holder.id(), cookie.set(sessions.open(hash), settings.sessionTime()));
    }

    /** Ends the session of a request if it has one; the header has the browser forget it. */
    public SessionChange logout(HttpRequest request) {
        String token = cookie.token(request);
        Optional<byte[]> ended = token == null ? Optional.empty() : sessions.close(token);
        return new SessionChange(ended.flatMap(keys::holder).map(Caller::id).orElse(null), cookie.clear());
    }
}

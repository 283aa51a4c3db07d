package io.talkoo.http.auth;

import java.time.Duration;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.Cookie;
import org.apache.pekko.http.javadsl.model.headers.HttpCookiePair;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** The cookie that carries a session: not to be read by scripts, and not sent along from pages of others. */
public final class SessionCookie {
    private static final String NAME = "talkoo_session";

    /** With this beginning a browser takes it from encrypted answers alone, and for no other host. */
    private static final String PROTECTED_NAME = "__Host-" + NAME;

    private final boolean encrypted;
    private final String name;

    /** @param encrypted whether the node serves https */
    public SessionCookie(boolean encrypted) {
        this.encrypted = encrypted;
        this.name = encrypted ? PROTECTED_NAME : NAME;
    }

    /** The token in the request, or null. */
    public String token(HttpRequest request) {
        Cookie cookies = request.getHeader(Cookie.class).orElse(null);
        if (cookies == null) {
            return null;
        }
        for (HttpCookiePair cookie : cookies.getCookies()) {
            if (cookie.name().equals(name)) {
                return cookie.value();
            }
        }
        return null;
    }

    public RawHeader set(String token, Duration time) {
        return header(token, time.toSeconds());
    }

    public RawHeader clear() {
        return header("", 0);
    }

    private RawHeader header(String token, long seconds) {
        return RawHeader.create(
                "Set-Cookie",
                name + "=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                        + (encrypted ? "; Secure" : ""));
    }
}

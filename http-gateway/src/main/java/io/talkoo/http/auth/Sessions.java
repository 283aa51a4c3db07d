package io.talkoo.http.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Logins of browsers: a random token stands for the hash of the key that it was got with, so that a key that is withdrawn ends
 * its sessions too. In memory, and bounded: the oldest make way. Thread-safe.
 */
public final class Sessions {
    private static final int MOST = 10_000;
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> open = new LinkedHashMap<>();
    private final Clock clock;
    private final Duration time;

    private record Session(byte[] keyHash, Instant until) {}

    /** @param time how long a session lasts */
    public Sessions(Clock clock, Duration time) {
        this.clock = clock;
        this.time = time;
    }

    /** Opens a session and answers its token. */
    public synchronized String open(byte[] keyHash) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        if (open.size() >= MOST) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(name(token), new Session(keyHash, clock.instant().plus(time)));
        return token;
    }

    /** The hash of the key that the session was opened with; empty for none, or one that is over. */
    public synchronized Optional<byte[]> keyHash(String token) {
        Session session = open.get(name(token));
        if (session != null && !clock.instant().isBefore(session.until)) {
            open.remove(name(token));
            return Optional.empty();
        }
        return Optional.ofNullable(session).map(Session::keyHash);
    }

    /** Ends the session; answers the hash of the key that it was opened with, empty for one that is over already. */
    public synchronized Optional<byte[]> close(String token) {
        Optional<byte[]> keyHash = keyHash(token);
        open.remove(name(token));
        return keyHash;
    }

    /** A token is looked up by its hash: how far a wrong one agrees with a right one cannot be told from the time it takes. */
    private static String name(String token) {
        return Base64.getEncoder().encodeToString(Digests.sha256(token));
    }
}

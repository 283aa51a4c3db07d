package io.talkoo.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import io.talkoo.config.ApiKeys;
import io.talkoo.config.HttpSecurity;
import io.talkoo.config.Reach;
import io.talkoo.config.Scope;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Callers with a token of the issuer that the settings name. What was found good is remembered for a while, so that most calls
 * cost no more than with a key. Thread-safe.
 */
public final class Tokens {
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int LONGEST_ID = 128;

    private final HttpSecurity.Jwt settings;
    private final TokenVerifier verifier;
    private final Clock clock;
    private final Executor blocking;
    private final Map<String, Good> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Good> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Good(Caller caller, Instant until) {}

    /** @param blocking runs what may wait for the issuer */
    public Tokens(HttpSecurity.Jwt settings, Clock clock, Executor blocking) {
        this.settings = settings;
        this.verifier = new TokenVerifier(settings, clock);
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Whether it has the form of a token, which no key has that was made by us. */
    boolean isOne(String bearer) {
        return settings.enabled() && bearer.chars().filter(c -> c == '.').count() == 2;
    }

    /** Fails with {@link ProblemType#UNAUTHORIZED}, and with {@link ProblemType#UNAVAILABLE} without the issuer's keys. */
    CompletionStage<Caller> caller(String token) {
        String name = Base64.getEncoder().encodeToString(Digests.sha256(token));
        Caller known = known(name);
        return known != null
                ? CompletableFuture.completedFuture(known)
                : CompletableFuture.supplyAsync(() -> verified(token, name), blocking);
    }

    private synchronized Caller known(String name) {
        Good good = remembered.get(name);
        return good != null && clock.instant().isBefore(good.until) ? good.caller : null;
    }

    private synchronized void remember(String name, Caller caller, Instant expires) {
        Instant forgotten = clock.instant().plus(REMEMBERED);
        remembered.put(name, new Good(caller, expires.isBefore(forgotten) ? expires : forgotten));
    }

    private Caller verified(String token, String name) {
        try {
            JWTClaimsSet claims = verifier.verify(token);
            Caller caller = new Caller(id(claims.getSubject()), scopes(claims), Reach.EVERYTHING);
            remember(name, caller, claims.getExpirationTime().toInstant());
            return caller;
        } catch (BadJOSEException | ParseException e) {
            throw new TalkooException(
                    ProblemType.UNAUTHORIZED,
                    "the token is not one of " + settings.issuer() + " for this node: " + e.getMessage());
        } catch (JOSEException e) {
            throw new TalkooException(
                    ProblemType.UNAVAILABLE, "the keys of " + settings.issuer() + " cannot be had; try again later");
        }
    }

    /** For logs, so without anything that would look like a part of the line. */
    private static String id(String subject) {
        String plain = subject.replaceAll("[^A-Za-z0-9._@:|/+-]", "?");
        return "jwt:" + plain.substring(0, Math.min(plain.length(), LONGEST_ID));
    }

    private Set<Scope> scopes(JWTClaimsSet claims) {
        Object claim = claims.getClaim(settings.scopesClaim());
        Collection<?> words = claim instanceof Collection<?> list
                ? list
                : Arrays.asList(String.valueOf(claim).split(" "));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Object word : words) {
            Scope scope = ApiKeys.scope(String.valueOf(word));
            if (scope != null) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}

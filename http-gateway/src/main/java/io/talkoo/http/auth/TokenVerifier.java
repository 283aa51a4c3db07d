package io.talkoo.http.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.talkoo.config.HttpSecurity;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies tokens with the public keys of their issuer, which are kept for some minutes, fetched again for a key that is not
 * among them (though not more often than twice a minute), and used on for hours while the issuer is away. Blocks while it
 * fetches. Thread-safe.
 */
final class TokenVerifier {
    private static final int MILLIS = 5000;
    private static final int LARGEST_ANSWER = 100 * 1024;
    private static final Duration OUTAGE = Duration.ofHours(4);

    private final HttpSecurity.Jwt settings;
    private final Clock clock;
    private final DefaultResourceRetriever retriever = new DefaultResourceRetriever(MILLIS, MILLIS, LARGEST_ANSWER);
    private DefaultJWTProcessor<SecurityContext> processor;

    TokenVerifier(HttpSecurity.Jwt settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Throws {@link BadJOSEException} for a token that is not good, {@link JOSEException} without the issuer's keys. */
    JWTClaimsSet verify(String token) throws ParseException, BadJOSEException, JOSEException {
        return processor().process(token, null);
    }

    /** The issuer is asked where its keys are when the first token comes: the node starts without it. */
    private synchronized DefaultJWTProcessor<SecurityContext> processor() throws KeySourceException {
        if (processor == null) {
            DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
            Set<JWSAlgorithm> algorithms =
                    settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
            made.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys()));
            made.setJWSTypeVerifier(
                    new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
            made.setJWTClaimsSetVerifier(claims());
            processor = made;
        }
        return processor;
    }

    private DefaultJWTClaimsVerifier<SecurityContext> claims() {
        JWTClaimsSet exact =
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build();
        return new DefaultJWTClaimsVerifier<>(settings.audience(), exact, Set.of("sub", "exp")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
    }

    private JWKSource<SecurityContext> keys() throws KeySourceException {
        try {
            return JWKSourceBuilder.<SecurityContext>create(keysUrl(), retriever)
                    .refreshAheadCache(false)
                    .retrying(true)
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
        } catch (IOException e) {
            throw new KeySourceException("the issuer does not answer", e);
        }
    }

    private URL keysUrl() throws IOException {
        if (!settings.jwksUrl().isEmpty()) {
            return URI.create(settings.jwksUrl()).toURL();
        }
        String base = settings.issuer().replaceAll("/$", "");
        URL discovery = URI.create(base + "/.well-known/openid-configuration").toURL();
        JsonNode document =
                Json.mapper().readTree(retriever.retrieveResource(discovery).getContent());
        if (!document.path("issuer").asText().equals(settings.issuer())) {
            throw new IOException("the document speaks of another issuer");
        }
        return URI.create(document.path("jwks_uri").asText()).toURL();
    }
}

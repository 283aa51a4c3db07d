package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.talkoo.http.HttpTester.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Callers with tokens of an OpenID Connect issuer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {
    private final RSAKey key = rsa("one");
    private final RSAKey stranger = rsa("one");
    private final AtomicInteger fetched = new AtomicInteger();
    private HttpServer issuer;
    private String issuerUrl;
    private TestNode node;

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuerUrl = "http://127.0.0.1:" + issuer.getAddress().getPort();
        serve(
                "/.well-known/openid-configuration",
                "{\"issuer\": \"" + issuerUrl + "\", \"jwks_uri\": \"" + issuerUrl + "/keys\"}");
        serve("/keys", new JWKSet(key.toPublicJWK()).toString());
        issuer.start();
        node = new TestNode(data, Map.of("http.auth.jwt", Map.of("issuer", issuerUrl, "audience", "talkoo")));
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        issuer.createContext(path, exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterAll
    void stop() {
        node.close();
        issuer.stop(0);
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(issuerUrl)
                        .audience("talkoo")
                        .subject("ann\nwho=root")
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .claim("scope", "openid read"))
                .build();
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(claims(change), key, JWSAlgorithm.RS256);
    }

    private static String signed(JWTClaimsSet claims, RSAKey with, JWSAlgorithm algorithm) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(algorithm).keyID(with.getKeyID()).build(), claims);
            jwt.sign(new RSASSASigner(with));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private Answer get(String token) {
        return node.http().with(token).get("/v1/queues");
    }

    @Test
    void a_token_of_the_issuer_is_as_good_as_a_key_with_its_scopes() {
        String token = token(claims -> claims);

        assertThat(get(token).status()).isEqualTo(200);
        assertThat(node.http().with(token).get("/session").json().path("id").textValue())
                .isEqualTo("jwt:ann?who?root");
        assertProblem(node.http().with(token).post("/v1/tasks", "{}"), 403, "forbidden");
        assertThat(get(token(claims -> claims.claim("scope", List.of("submit", "read"))))
                        .status())
                .isEqualTo(200);
        assertProblem(get(token(claims -> claims.claim("scope", "submit"))), 403, "forbidden");
        assertProblem(get(token(claims -> claims.claim("scope", null))), 403, "forbidden");
    }

    @Test
    void a_token_for_others_of_others_or_out_of_date_is_401() {
        assertProblem(get(token(claims -> claims.audience("mail"))), 401);
        assertProblem(get(token(claims -> claims.issuer("http://127.0.0.1:1"))), 401);
        assertProblem(
                get(token(
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))))),
                401);
        assertProblem(get(token(claims -> claims.expirationTime(null))), 401);
        assertProblem(
                get(token(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(300))))), 401);
        assertProblem(get(signed(claims(claims -> claims), stranger, JWSAlgorithm.RS256)), 401);
        assertProblem(get("a.b.c"), 401);
    }

    @Test
    void an_algorithm_that_is_not_allowed_is_401() throws JOSEException {
        SignedJWT withPublicKey = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims(claims -> claims));
        withPublicKey.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));

        assertProblem(get(withPublicKey.serialize()), 401);
        assertProblem(get(new PlainJWT(claims(claims -> claims)).serialize()), 401);
        assertProblem(get(signed(claims(claims -> claims), key, JWSAlgorithm.PS256)), 401);
    }

    @Test
    void the_keys_of_the_issuer_are_not_fetched_for_every_token() {
        get(token(claims -> claims));
        int before = fetched.get();

        for (int i = 0; i < 20; i++) {
            String id = "t" + i;
            get(token(claims -> claims.jwtID(id)));
        }

        assertThat(fetched.get()).isEqualTo(before);
    }
}

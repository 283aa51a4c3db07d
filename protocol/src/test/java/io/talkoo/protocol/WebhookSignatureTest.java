package io.talkoo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final String SECRET = "0123456789abcdef";
    private static final byte[] BODY = "{\"id\": 1}".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-20T08:10:00.900Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static boolean matches(String secret, String body, String header, Instant now) {
        return WebhookSignature.matches(secret, body.getBytes(StandardCharsets.UTF_8), header, now, TOLERANCE);
    }

    @Test
    void aSignatureIsThatOfAnyOtherProgram() {
        // printf '1795162200.{"id": 1}' | openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(WebhookSignature.of(SECRET, BODY, NOW))
                .isEqualTo("t=1795162200,v1=a4bc6049ffe2f7b85ac30b1c76241c256aee016780cddfccfbf5baa48dfd86ee");
    }

    @Test
    void whatWasSignedMatchesAndNothingElse() {
        String header = WebhookSignature.of(SECRET, BODY, NOW);

        assertThat(matches(SECRET, "{\"id\": 1}", header, NOW.plusSeconds(299))).isTrue();
        assertThat(matches(SECRET, "{\"id\": 2}", header, NOW)).isFalse();
        assertThat(matches("another secret of 16", "{\"id\": 1}", header, NOW)).isFalse();
        assertThat(matches(SECRET, "{\"id\": 1}", header.replace("t=1", "t=2"), NOW))
                .isFalse();
        assertThat(matches(SECRET, "{\"id\": 1}", header, NOW.plusSeconds(302))).isFalse();
        assertThat(matches(SECRET, "{\"id\": 1}", header, NOW.minusSeconds(302)))
                .isFalse();
        assertThat(matches(SECRET, "{\"id\": 1}", null, NOW)).isFalse();
        assertThat(matches(SECRET, "{\"id\": 1}", "t=1,v1=00", NOW)).isFalse();
        assertThat(matches(SECRET, "{\"id\": 1}", header + "0", NOW)).isFalse();
    }
}

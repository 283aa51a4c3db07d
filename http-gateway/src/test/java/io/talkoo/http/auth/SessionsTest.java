package io.talkoo.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.ApiKey;
import io.talkoo.config.Reach;
import io.talkoo.config.Scope;
import io.talkoo.engine.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final byte[] HASH = Digests.sha256("tk_a");

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Sessions sessions = new Sessions(clock, Duration.ofHours(1));

    @Test
    void a_session_is_over_after_its_time() {
        String token = sessions.open(HASH);

        clock.advance(Duration.ofMinutes(59));
        assertThat(sessions.keyHash(token)).contains(HASH);
        clock.advance(Duration.ofMinutes(1));
        assertThat(sessions.keyHash(token)).isEmpty();
    }

    @Test
    void the_oldest_of_too_many_sessions_makes_way() {
        String first = sessions.open(HASH);
        String second = sessions.open(HASH);
        for (int i = 0; i < 9_999; i++) {
            sessions.open(HASH);
        }

        assertThat(sessions.keyHash(first)).isEmpty();
        assertThat(sessions.keyHash(second)).contains(HASH);
    }

    @Test
    void a_new_key_is_known_by_its_hash_alone_and_told_to_nobody_by_accident() {
        NewKey key = NewKey.random();
        KeyRing ring = new KeyRing(List.of(
                new ApiKey("a", key.hash().substring("sha256:".length()), Set.of(Scope.READ), Reach.EVERYTHING)));

        assertThat(ring.holder(Digests.sha256(key.key()))).map(Caller::id).contains("a");
        assertThat(ring.holder(Digests.sha256(NewKey.random().key()))).isEmpty();
        assertThat(key.key()).matches("tk_[A-Za-z0-9_-]{43}");
        assertThat(key.toString()).doesNotContain(key.key());
    }
}

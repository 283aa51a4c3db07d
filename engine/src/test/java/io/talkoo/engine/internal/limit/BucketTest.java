package io.talkoo.engine.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.RateLimit;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Bucket full(String rate) {
        return new Bucket(RateLimit.parse(rate), Instant.EPOCH);
    }

    private static int takeAll(Bucket bucket, Instant now) {
        int taken = 0;
        while (bucket.available(now) > 0) {
            bucket.take();
            taken++;
        }
        return taken;
    }

    @Test
    void aFullBucketHoldsItsCountAndIsFilledEvenly() {
        Bucket bucket = full("10/m");

        assertThat(takeAll(bucket, NOON)).isEqualTo(10);
        assertThat(bucket.next(NOON)).isEqualTo(NOON.plusSeconds(6));
        assertThat(takeAll(bucket, NOON.plusMillis(5999))).isZero();
        assertThat(takeAll(bucket, NOON.plusSeconds(6))).isEqualTo(1);
        assertThat(takeAll(bucket, NOON.plusSeconds(66))).isEqualTo(10);
        assertThat(takeAll(bucket, NOON.plusSeconds(3600))).isEqualTo(10);
    }

    @Test
    void oneThatWasEmptyAWhileAgoHasFilledSince() {
        Bucket bucket = new Bucket(RateLimit.parse("10/m"), NOON);

        assertThat(bucket.available(NOON)).isZero();
        assertThat(bucket.available(NOON.plusSeconds(12))).isEqualTo(2);
    }

    @Test
    void whatIsGivenBackNeverMakesItMoreThanFull() {
        Bucket bucket = full("10/m");
        takeAll(bucket, NOON);

        bucket.giveBack(3);
        assertThat(bucket.available(NOON)).isEqualTo(3);
        bucket.giveBack(100);
        assertThat(bucket.available(NOON)).isEqualTo(10);
    }

    @Test
    void anotherRateKeepsWhatIsInItAsFarAsThereIsRoom() {
        Bucket bucket = full("10/m");
        bucket.available(NOON);

        assertThat(bucket.at(RateLimit.parse("3/m")).available(NOON)).isEqualTo(3);
        takeAll(bucket, NOON);
        assertThat(bucket.at(RateLimit.parse("100/s")).available(NOON)).isZero();
    }

    @Test
    void aClockThatIsSetBackMakesNoTokens() {
        Bucket bucket = full("1/s");
        takeAll(bucket, NOON);

        assertThat(bucket.available(NOON.minusSeconds(3600))).isZero();
        assertThat(bucket.available(NOON.minusSeconds(3599))).isEqualTo(1);
    }
}

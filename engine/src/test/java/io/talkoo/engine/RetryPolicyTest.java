package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.talkoo.protocol.RetryOverrides;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    @ParameterizedTest(name = "after {4} retries of {0} s x {1} up to {2} s: {5} s")
    @CsvSource({
        "180, 2, 600, false, 0, 180",
        "180, 2, 600, false, 1, 360",
        "180, 2, 600, false, 2, 600",
        "180, 2, 600, false, 10000, 600",
        "10, 1, 600, false, 7, 10",
        "0, 2, 600, false, 3, 0",
        "900, 1, 600, false, 0, 900",
        "900, 2, 600, false, 3, 900",
    })
    void theDelayGrowsUpToItsCap(long delay, double backoff, long cap, boolean jitter, int retries, long expected) {
        RetryPolicy policy = RetryPolicy.builder()
                .delay(Duration.ofSeconds(delay))
                .backoff(backoff)
                .maxDelay(Duration.ofSeconds(cap))
                .jitter(jitter)
                .build();

        assertThat(policy.delay(retries, new Random(1))).isEqualTo(Duration.ofSeconds(expected));
    }

    @Test
    void fullJitterIsDrawnEvenlyBetweenNothingAndTheDelay() {
        RetryPolicy policy =
                RetryPolicy.builder().delay(Duration.ofSeconds(100)).build();
        Random random = new Random(20261120);

        int[] quarters = new int[4];
        for (int i = 0; i < 4_000; i++) {
            long millis = policy.delay(0, random).toMillis();
            quarters[(int) Math.min(millis / 25_000, 3)]++;
            assertThat(millis).isBetween(0L, 100_000L);
        }
        assertThat(Arrays.stream(quarters))
                .allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
    }

    @Test
    void aDelayBeyondTheClockIsTheLongestThereIs() {
        RetryPolicy policy = RetryPolicy.builder()
                .delay(Duration.ofSeconds(Long.MAX_VALUE))
                .jitter(false)
                .build();

        assertThat(policy.delay(5, new Random(1))).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        assertThat(RetryPolicy.builder()
                        .delay(Duration.ofSeconds(Long.MAX_VALUE))
                        .build()
                        .delay(5, new Random(1)))
                .isPositive();
    }

    @ParameterizedTest(name = "maxRetries {0} after {1}: {2}")
    @CsvSource({"0, 0, false", "1, 0, true", "1, 1, false", "-1, 1000000, true"})
    void retriesEndUnlessTheyAreWithoutEnd(int maxRetries, int retries, boolean allowed) {
        assertThat(RetryPolicy.builder().maxRetries(maxRetries).build().allows(retries))
                .isEqualTo(allowed);
    }

    @Test
    void whatAPolicyLeavesOpenComesFromTheOther() {
        RetryPolicy policy = RetryPolicy.builder().maxRetries(7).build();
        RetryPolicy other = RetryPolicy.builder().maxRetries(1).backoff(3).build();

        assertThat(policy.orElse(other).overrides()).isEqualTo(new RetryOverrides(7, null, 3.0, null, null));
        assertThat(policy.delay()).isEqualTo(Duration.ofSeconds(180));
        assertThat(policy.maxDelay()).isEqualTo(Duration.ofSeconds(600));
        assertThat(policy.backoff()).isEqualTo(2);
        assertThat(policy.jitter()).isTrue();
        assertThat(RetryPolicy.builder().build().maxRetries()).isEqualTo(3);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        RetryPolicy.Builder builder = RetryPolicy.builder();
        Duration negative = Duration.ofMillis(-1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxRetries(-2))
                .withMessageContaining("got -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.backoff(0.5))
                .withMessageContaining("got 0.5");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.backoff(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.delay(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxDelay(negative));
    }
}

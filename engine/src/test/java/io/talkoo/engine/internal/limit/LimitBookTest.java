package io.talkoo.engine.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.Lane;
import io.talkoo.protocol.RateLimit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LimitBookTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String A = Lane.of(null, "work", "a");
    private static final String B = Lane.of(null, "work", "b");

    private final LimitBook book = new LimitBook();

    private static LaneReport report(String lane, int held, int needed) {
        return new LaneReport("default", lane, held, 0, needed, 0);
    }

    /** What is granted, as text: partition, lane's key and number. */
    private List<String> granted(Instant now) {
        book.grant(now);
        return book.takeGranted().entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .map(grant -> each.getKey() + Lane.parse(grant.lane()).limitKey() + grant.starts()))
                .sorted()
                .collect(Collectors.toList());
    }

    @Test
    void partitionsTakeTurnsForTheLastStart() {
        book.limits(new TypeLimits(null, 1, null, null));
        book.report(1, report(A, 0, 5));
        book.report(2, report(A, 0, 5));
        book.report(3, report(B, 0, 5));

        assertThat(granted(NOON)).containsExactly("1a1");
        assertThat(granted(NOON)).isEmpty();
        book.report(1, report(A, 0, 5));
        assertThat(granted(NOON)).containsExactly("3b1");
        book.report(3, report(B, 0, 5));
        assertThat(granted(NOON)).containsExactly("2a1");
        book.report(2, report(A, 0, 5));
        assertThat(granted(NOON)).containsExactly("3b1");
    }

    @Test
    void whatIsMoreThanALoweredLimitIsScarceUntilItHasEnded() {
        book.limits(new TypeLimits(null, 3, null, null));
        book.report(1, report(A, 0, 9));
        assertThat(granted(NOON)).containsExactly("1a3");
        assertThat(book.isScarce(1, report(A, 3, 6))).isFalse();

        book.limits(new TypeLimits(null, 1, null, null));
        assertThat(book.isScarce(1, report(A, 3, 6))).isTrue();
        book.report(1, report(A, 1, 6));
        assertThat(granted(NOON)).isEmpty();
        assertThat(book.isScarce(1, report(A, 1, 6))).isFalse();
    }

    @Test
    void aKeyThatIsAtItsLimitHoldsUpNoOther() {
        book.limits(new TypeLimits(null, 3, null, 1));
        book.report(1, report(A, 0, 5));
        book.report(2, report(A, 0, 5));
        book.report(2, report(B, 0, 5));

        assertThat(granted(NOON)).containsExactly("1a1", "2b1");
    }

    @Test
    void ratesOfTheTypeAndOfItsKeysHoldTogether() {
        book.limits(new TypeLimits(RateLimit.parse("3/m"), null, RateLimit.parse("2/m"), null));
        book.report(1, report(A, 0, 5));
        book.report(2, report(B, 0, 5));

        assertThat(granted(NOON)).containsExactly("1a2", "2b1");
        assertThat(book.next(NOON)).isEqualTo(NOON.plusSeconds(20));
        book.look(NOON.plusSeconds(20));
        assertThat(granted(NOON.plusSeconds(20))).containsExactly("2b1");
    }

    @Test
    void startsThatAreGivenBackOrCameTooLateGoToOthers() {
        book.limits(new TypeLimits(RateLimit.parse("2/h"), null, null, null));
        book.report(1, report(A, 0, 2));
        assertThat(granted(NOON)).containsExactly("1a2");
        book.report(2, report(B, 0, 2));

        book.report(1, new LaneReport("default", A, 1, 1, 0, 0));
        assertThat(granted(NOON)).containsExactly("2b1");
        book.takeBack(2, new LaneGrant("default", B, 1, false));
        book.report(2, report(B, 0, 2));
        assertThat(granted(NOON)).containsExactly("2b1");
    }

    @Test
    void whatIsGrantedAheadIsAPartOfWhatIsLeftAndNothingWhileOthersWait() {
        book.limits(new TypeLimits(null, 100, null, null));
        LaneReport ahead = new LaneReport("default", A, 0, 0, 1, 64);
        book.report(1, ahead);
        assertThat(granted(NOON)).containsExactly("1a1");
        book.grantAhead(1, ahead, NOON);
        assertThat(granted(NOON)).containsExactly("1a24");

        book.report(2, report(B, 0, 200));
        granted(NOON);
        book.grantAhead(1, ahead, NOON);
        assertThat(granted(NOON)).isEmpty();
        assertThat(book.isScarce(1, ahead)).isTrue();
        assertThat(book.isScarce(2, report(B, 0, 200))).isFalse();
    }

    @Test
    void aNewLimiterHasEmptyBucketsAndCountsWhatIsHeld() {
        book.emptyAt(NOON);
        book.limits(new TypeLimits(RateLimit.parse("60/m"), 2, null, null));
        book.report(1, report(A, 1, 5));
        book.report(2, report(B, 0, 5));

        assertThat(granted(NOON)).isEmpty();
        assertThat(granted(NOON.plusSeconds(5))).hasSize(1);
        assertThat(granted(NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void whatAPartitionDoesNotNameInACompleteWordIsFree() {
        book.limits(new TypeLimits(null, 1, null, null));
        book.report(1, report(A, 1, 0));
        book.report(2, report(B, 0, 1));
        assertThat(granted(NOON)).isEmpty();

        book.retain(1, List.of());
        assertThat(granted(NOON)).containsExactly("2b1");
    }

    @Test
    void nothingIsEverGrantedBeyondTheLimitsWhateverComes() {
        long seed = 20261120;
        Random random = new Random(seed);
        book.limits(new TypeLimits(null, 7, null, 3));
        Map<String, Integer> held = new HashMap<>();
        for (int step = 0; step < 5000; step++) {
            int partition = random.nextInt(5);
            String key = random.nextBoolean() ? "a" : "b";
            String place = partition + key;
            int kept = random.nextInt(held.getOrDefault(place, 0) + 1);
            held.put(place, kept);
            book.report(partition, report(Lane.of(null, "work", key), kept, random.nextInt(4)));
            for (String grant : granted(NOON)) {
                held.merge(grant.substring(0, 2), Integer.parseInt(grant.substring(2)), Integer::sum);
            }

            assertThat(sum(held, ""))
                    .as("all in step %d of seed %d", step, seed)
                    .isLessThanOrEqualTo(7);
            assertThat(sum(held, "a")).isLessThanOrEqualTo(3);
            assertThat(sum(held, "b")).isLessThanOrEqualTo(3);
        }
    }

    private static int sum(Map<String, Integer> held, String key) {
        return held.entrySet().stream()
                .filter(each -> each.getKey().endsWith(key))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}

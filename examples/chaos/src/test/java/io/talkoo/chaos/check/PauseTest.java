package io.talkoo.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.chaos.history.Kind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PauseTest {
    @Test
    void theLongestGapsThatOverlapAFaultAreItsPauses() {
        FabricatedHistory history = new FabricatedHistory()
                .acknowledged("a", Kind.SHORT, 0)
                .ran("node-1", 0.5, 1)
                .acknowledged("b", Kind.SHORT, 100)
                .ran("node-1", 100, 101)
                .fault(Set.of("node-1"), 102, 110)
                .acknowledged("c", Kind.SHORT, 103)
                .ran("node-2", 108, 109)
                .acknowledged("d", Kind.SHORT, 104)
                .ran("node-2", 104, 105);
        assertThat(Pause.of(history.build()))
                .containsExactly(
                        new Pause("fault", Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(6)));
    }

    @Test
    void aWantedDelayIsNoSlowness() {
        FabricatedHistory history = new FabricatedHistory()
                .acknowledged("a", Kind.SCHEDULED, 0)
                .ran("node-1", 5, 5.5)
                .fault(Set.of("node-1"), 1, 10);
        assertThat(Pause.of(history.build()).get(0).slowestTask()).isEqualTo(Duration.ofMillis(500));
    }
}

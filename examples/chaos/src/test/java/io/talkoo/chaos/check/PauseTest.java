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
                .ran("a", 0, 0, "node-1", 0.5, 1)
                .acknowledged("b", Kind.SHORT, 100)
                .ran("b", 0, 0, "node-1", 100, 101)
                .fault("kill", Set.of("node-1"), 102, 110)
                .acknowledged("c", Kind.SHORT, 103)
                .ran("c", 0, 1, "node-2", 108, 109)
                .acknowledged("d", Kind.SHORT, 104)
                .ran("d", 0, 1, "node-2", 104, 105);
        assertThat(Pause.of(history.build()))
                .containsExactly(
                        new Pause("kill", Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(6)));
    }

    @Test
    void aWantedDelayIsNoSlowness() {
        FabricatedHistory history = new FabricatedHistory()
                .acknowledged("a", Kind.SCHEDULED, 0)
                .ran("a", 0, 0, "node-1", 5, 5.5)
                .fault("kill", Set.of("node-1"), 1, 10);
        assertThat(Pause.of(history.build()).get(0).slowestTask()).isEqualTo(Duration.ofMillis(500));
    }
}

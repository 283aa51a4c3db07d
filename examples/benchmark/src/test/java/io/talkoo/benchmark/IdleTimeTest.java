package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdleTimeTest {
    private static final IdleTime.Stretch WINDOW = new IdleTime.Stretch(0, 1000);

    @Test
    void aSlotIdlesBesideATaskThatWaitsForAnotherNode() {
        IdleTime idle = look(List.of("a", "b"), 1, task("a", 0, 0, 500), task("a", 100, 500, 1000));
        assertThat(idle.stretches().getMaxValue()).isEqualTo(400);
        assertThat(idle.seconds()).isEqualTo(400e-9);
    }

    @Test
    void aSlotThatIdlesWhileNothingWaitsDoesNotCount() {
        IdleTime idle = look(List.of("a", "b"), 1, task("a", 0, 0, 500), task("a", 500, 500, 1000));
        assertThat(idle.stretches().getTotalCount()).isZero();
    }

    @Test
    void waitsThatFollowEachOtherAreOneStretch() {
        IdleTime idle =
                look(List.of("a", "b"), 1, task("a", 0, 0, 300), task("a", 0, 300, 600), task("a", 200, 600, 900));
        assertThat(idle.stretches().getTotalCount()).isEqualTo(1);
        assertThat(idle.stretches().getMaxValue()).isEqualTo(600);
    }

    @Test
    void theSlotThatWasIdleForLongestTakesTheNextTask() {
        IdleTime idle = look(
                List.of("a"),
                2,
                task("a", 0, 0, 100),
                task("a", 0, 50, 1000),
                task("a", 50, 150, 1000),
                task("a", 150, 1000, 1000));
        assertThat(idle.stretches().getMaxValue()).isEqualTo(50);
    }

    @Test
    void onlyTheWindowIsLookedAt() {
        IdleTime idle = look(List.of("a", "b"), 1, task("a", -500, -500, 900), task("a", -400, 900, 2000));
        assertThat(idle.stretches().getMaxValue()).isEqualTo(900);
    }

    private static ServedTask task(String node, long accepted, long start, long end) {
        return new ServedTask(accepted, new Span(node, start, end));
    }

    private static IdleTime look(List<String> nodes, int slots, ServedTask... tasks) {
        return new IdleTime(List.of(tasks), nodes, slots, WINDOW);
    }
}

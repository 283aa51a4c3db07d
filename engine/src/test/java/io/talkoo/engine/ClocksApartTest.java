package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two nodes whose clocks are 36 hours apart: each task runs when it should, whoever accepts it and whoever owns it. */
class ClocksApartTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TASKS = 60;

    @Test
    void tasksRunAtOnceAndDoNotExpireWhoeverAcceptsThem() {
        try (ClusterOfEngines cluster = new ClusterOfEngines()) {
            TaskEngine right = cluster.start("right", Clock.systemUTC());
            TaskEngine fast = cluster.start("fast", Clock.offset(Clock.systemUTC(), Duration.ofHours(36)));
            List<TaskHandle<Integer>> handles = new ArrayList<>();
            for (TaskEngine engine : List.of(right, fast)) {
                for (int i = 0; i < TASKS; i++) {
                    handles.add(engine.task("twice", Integer.class)
                            .applyAsync(List.of(i), TaskOptions.none().expires(Duration.ofMinutes(10))));
                }
            }

            assertThat(handles).allSatisfy(handle -> handle.get(SOON));
            TaskHandle<Integer> later = fast.task("twice", Integer.class)
                    .applyAsync(List.of(4), TaskOptions.none().countdown(Duration.ofMillis(300)));
            assertThat(later.get(SOON)).isEqualTo(8);
        }
    }
}

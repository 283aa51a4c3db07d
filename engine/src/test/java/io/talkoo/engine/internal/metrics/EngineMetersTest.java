package io.talkoo.engine.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.talkoo.engine.internal.store.CommitListener;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<TaskRecord> told = new ArrayList<>();
    private final CommitListener meters = new EngineMeters(new CompositeMeterRegistry().add(registry))
            .counting((tasks, nanos) -> told.addAll(tasks.get()));

    private static TaskRecord waiting(String queue) {
        return TaskState.submitted(TaskSamples.spec("id", queue, 5, Instant.EPOCH, null, null));
    }

    private double pending(String queue) {
        return registry.get("talkoo.tasks")
                .tags("queue", queue, "state", "PENDING")
                .counter()
                .count();
    }

    @Test
    void what_is_committed_is_counted_and_handed_on() {
        List<TaskRecord> tasks = List.of(waiting("a"), waiting("a"), waiting("b"));

        meters.committed(() -> tasks, Duration.ofMillis(3).toNanos());

        assertThat(told).isEqualTo(tasks);
        assertThat(pending("a")).isEqualTo(2);
        assertThat(pending("b")).isEqualTo(1);
        assertThat(registry.get("talkoo.store.batch.tasks").summary().totalAmount())
                .isEqualTo(3);
        assertThat(registry.get("talkoo.store.commit").timer().count()).isEqualTo(1);
    }

    @Test
    void names_and_queues_without_end_are_counted_as_other() {
        int many = EngineMeters.MOST_LINES + 50;
        for (int i = 0; i < many; i++) {
            TaskRecord task = waiting("queue-" + i);
            meters.committed(() -> List.of(task), 1);
        }

        assertThat(pending(EngineMeters.OTHER)).isEqualTo(50);
        assertThat(registry.get("talkoo.task.run").timers()).hasSize(EngineMeters.MOST_LINES + 1);
    }
}

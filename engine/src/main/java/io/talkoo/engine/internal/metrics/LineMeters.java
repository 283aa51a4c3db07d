package io.talkoo.engine.internal.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What is counted of the tasks of one name in one queue. Thread-safe. */
final class LineMeters {
    private static final Duration[] RUN_TIMES =
            EngineMeters.millis(1, 10, 100, 1000, 10_000, 60_000, 600_000, 3_600_000);

    private final Map<Phase, Counter> byState = new EnumMap<>(Phase.class);
    private final Counter redelivered;
    private final Timer run;

    LineMeters(MeterRegistry registry, String name, String queue) {
        Tags tags = Tags.of("name", name, "queue", queue);
        for (Phase phase : Phase.values()) {
            if (!phase.blocked()) {
                byState.put(
                        phase,
                        Counter.builder("talkoo.tasks")
                                .tags(tags)
                                .tag("state", phase.word())
                                .register(registry));
            }
        }
        this.redelivered =
                Counter.builder("talkoo.task.redeliveries").tags(tags).register(registry);
        this.run = Timer.builder("talkoo.task.run")
                .tags(tags)
                .serviceLevelObjectives(RUN_TIMES)
                .register(registry);
    }

    /** A task was written in this state. One that waits for others counts once it can run. */
    void count(TaskRecord task) {
        Counter state = byState.get(task.phase());
        if (state == null) {
            return;
        }
        state.increment();
        if (task.ready() && task.startedAt() != null) {
            run.record(Duration.between(task.startedAt(), task.finishedAt()));
            redelivered.increment(Math.max(0, task.deliveries() - task.retries() - 1));
        }
    }
}

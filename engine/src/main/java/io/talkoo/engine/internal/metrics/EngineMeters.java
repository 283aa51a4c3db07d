package io.talkoo.engine.internal.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.talkoo.engine.internal.store.CommitListener;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a node counts and times while it works; the table of all metrics is in {@code engine/README.md}. Names and queues come
 * from outside, so there are only so many of them: the rest is counted as {@value #OTHER}. Thread-safe.
 */
public final class EngineMeters {
    static final String OTHER = "other";

    /** Of a task name and a queue together; each is a handful of time series. */
    static final int MOST_LINES = 200;

    private static final Duration[] ANSWER_TIMES = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 5000);

    private final CompositeMeterRegistry registry;
    private final Timer acknowledged;
    private final Timer committed;
    private final DistributionSummary rows;
    private final Counter overloaded;
    private final Counter unavailable;
    private final Map<String, Map<String, LineMeters>> lines = new ConcurrentHashMap<>();
    private final LineMeters others;
    private final Object adding = new Object();
    private int count;

    public EngineMeters(CompositeMeterRegistry registry) {
        this.registry = registry;
        this.acknowledged = Timer.builder("talkoo.submit.ack")
                .serviceLevelObjectives(ANSWER_TIMES)
                .register(registry);
        this.committed = Timer.builder("talkoo.store.commit")
                .serviceLevelObjectives(ANSWER_TIMES)
                .register(registry);
        this.rows = DistributionSummary.builder("talkoo.store.batch.tasks")
                .serviceLevelObjectives(1, 10, 100, 1000)
                .register(registry);
        this.overloaded = refusals(registry, ProblemType.OVERLOADED);
        this.unavailable = refusals(registry, ProblemType.UNAVAILABLE);
        this.others = new LineMeters(registry, OTHER, OTHER);
    }

    static Duration[] millis(long... millis) {
        Duration[] durations = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            durations[i] = Duration.ofMillis(millis[i]);
        }
        return durations;
    }

    public CompositeMeterRegistry registry() {
        return registry;
    }

    /** A submit was answered once it was stored. */
    public void acknowledged(long nanos) {
        acknowledged.record(Duration.ofNanos(nanos));
    }

    /**
     * A submit was refused although nothing was wrong with it.
     *
     * @param reason OVERLOADED or UNAVAILABLE
     */
    public void refused(ProblemType reason) {
        (reason == ProblemType.OVERLOADED ? overloaded : unavailable).increment();
    }

    private static Counter refusals(MeterRegistry registry, ProblemType reason) {
        return Counter.builder("talkoo.submit.refused")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** Counts what is committed, and hands it on. */
    public CommitListener counting(CommitListener next) {
        return (changed, nanos) -> {
            List<TaskRecord> tasks = changed.get();
            committed.record(Duration.ofNanos(nanos));
            rows.record(tasks.size());
            tasks.forEach(this::count);
            next.committed(() -> tasks, nanos);
        };
    }

    private void count(TaskRecord task) {
        if (!task.spec().flow().group()) {
            line(task.spec().name(), task.spec().queue()).count(task);
        }
    }

    /** The meters are kept: looking them up in the registry takes longer than counting. */
    private LineMeters line(String name, String queue) {
        Map<String, LineMeters> byQueue = lines.get(name);
        LineMeters known = byQueue == null ? null : byQueue.get(queue);
        return known == null ? added(name, queue) : known;
    }

    private LineMeters added(String name, String queue) {
        synchronized (adding) {
            Map<String, LineMeters> byQueue = lines.get(name);
            LineMeters known = byQueue == null ? null : byQueue.get(queue);
            if (known != null || count >= MOST_LINES) {
                return known == null ? others : known;
            }
            count++;
            LineMeters line = new LineMeters(registry, name, queue);
            lines.computeIfAbsent(name, any -> new ConcurrentHashMap<>()).put(queue, line);
            return line;
        }
    }
}

package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Limits among three nodes in this JVM, so that the tasks themselves can count who runs. */
class LimitsInAClusterTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Map<String, AtomicInteger> runningByKey = new ConcurrentHashMap<>();
    private final AtomicInteger mostOfOneKey = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    record Input(String customer) {}

    private String work(Input input) throws InterruptedException {
        AtomicInteger ofKey = runningByKey.computeIfAbsent(input.customer(), key -> new AtomicInteger());
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        mostOfOneKey.accumulateAndGet(ofKey.incrementAndGet(), Math::max);
        // Others have time to begin meanwhile, if they may.
        Thread.onSpinWait();
        Thread.yield();
        ofKey.decrementAndGet();
        running.decrementAndGet();
        done.incrementAndGet();
        return "done";
    }

    private TaskDefinition<String> definition() {
        TaskLimits limits = TaskLimits.NONE.concurrency(2).concurrencyPerKey("customer", 1);
        return TaskDefinition.named("work").limits(limits).input(Input.class).handler(this::work);
    }

    @Test
    void limitsHoldAmongThreeNodesAndWhileTwoOfThemLeave() {
        try (ClusterOfEngines cluster = new ClusterOfEngines(definition())) {
            TaskEngine first = cluster.start("node-1", "gateway,task,worker");
            cluster.startAll("node-2", "node-3");
            List<TaskHandle<?>> tasks = new ArrayList<>(submit(first, 300));
            tasks.get(30).get(SOON);

            cluster.stop(1);
            cluster.stop(1);
            tasks.addAll(submit(first, 100));

            tasks.forEach(task -> task.get(SOON));
            assertThat(most).hasValueLessThanOrEqualTo(2);
            assertThat(mostOfOneKey).hasValue(1);
            assertThat(done).hasValueGreaterThanOrEqualTo(400);
        }
    }

    private static List<TaskHandle<?>> submit(TaskEngine engine, int count) {
        List<TaskHandle<?>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(engine.task("work", String.class).delay("c" + i % 5));
        }
        return tasks;
    }
}

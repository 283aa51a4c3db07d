package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.QueueStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Whichever node is told, all of them abide by it. */
class SteeringInAClusterTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void aPauseAndAPurgeHoldOnAllNodes() {
        try (ClusterOfEngines cluster = new ClusterOfEngines()) {
            TaskEngine first = cluster.start("a", "gateway,task,worker");
            List<TaskEngine> others = cluster.startAll("b", "c");
            first.task("twice", Integer.class).delay(1).get(SOON);

            join(others.get(0).control().pause("default"));
            List<TaskHandle<Integer>> purged = submit(20, first, others.get(0), others.get(1));
            QueueStatus status = join(others.get(1).control().queue("default"));
            assertThat(status.paused()).isTrue();
            assertThat(status.ready()).isEqualTo(purged.size());
            assertThat(status.running()).isZero();
            assertThat(status.concurrency()).isEqualTo(12);

            assertThat(join(first.control().purge("default"))).isEqualTo(purged.size());
            List<TaskHandle<Integer>> kept = submit(20, others.get(1), first);
            assertThat(join(first.control().resume("default")).paused()).isFalse();
            assertThat(kept).allSatisfy(task -> assertThat(task.get(SOON)).isEqualTo(14));
            assertThat(purged).allSatisfy(task -> assertThat(task.state()).isEqualTo("REVOKED"));
        }
    }

    private static List<TaskHandle<Integer>> submit(int each, TaskEngine... engines) {
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        for (TaskEngine engine : engines) {
            for (int i = 0; i < each; i++) {
                handles.add(engine.task("twice", Integer.class).delay(7));
            }
        }
        return handles;
    }
}

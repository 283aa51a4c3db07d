package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.QueueStatus;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.UniqueUntil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
            Stream.concat(Stream.of(first), others.stream()).forEach(SteeringInAClusterTest::awaitThreeNodes);

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

    /** A node hears of the others by messages: until it has, their slots are not counted. */
    private static void awaitThreeNodes(TaskEngine engine) {
        await().atMost(SOON).until(() -> join(engine.control().queue("default")).concurrency() == 12);
    }

    @Test
    void limitsThatAreSetWhileTasksRunHoldOnAllNodes() throws Exception {
        Gauge gauge = new Gauge();
        TaskDefinition<String> work = TaskDefinition.named("work").handler(gauge::run);
        try (ClusterOfEngines cluster = new ClusterOfEngines(work)) {
            List<TaskEngine> nodes = new ArrayList<>(List.of(cluster.start("a", "gateway,task,worker")));
            nodes.addAll(cluster.startAll("b", "c"));
            nodes.forEach(SteeringInAClusterTest::awaitThreeNodes);
            List<TaskHandle<String>> tasks = new ArrayList<>();
            nodes.forEach(node -> tasks.addAll(delayed(node, 20)));
            gauge.awaitStarts(12);

            join(nodes.get(1).control().changeLimits("work", LimitsChange.NONE.concurrency(1)));
            nodes.forEach(node -> tasks.addAll(delayed(node, 4)));
            gauge.mayEnd.release(12);
            gauge.awaitStarts(1);
            gauge.most.set(0);
            gauge.mayEnd.release(tasks.size());

            tasks.forEach(task -> task.get(SOON));
            assertThat(gauge.most).hasValue(1);
        }
    }

    private static List<TaskHandle<String>> delayed(TaskEngine node, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> node.task("work", String.class).delay())
                .toList();
    }

    @Test
    void whoListensAtOneNodeHearsOfTheTasksOfAll() throws Exception {
        try (ClusterOfEngines cluster = new ClusterOfEngines()) {
            TaskEngine first = cluster.start("a", "gateway,task,worker");
            TaskEngine second = cluster.startAll("b").get(0);
            second.task("twice", Integer.class).delay(1).get(SOON);
            BlockingQueue<TaskStatus> heard = new LinkedBlockingQueue<>();
            TaskGateway.Watch watch = join(first.control().listen(ControlGateway.Topic.ALL, heard::add, lost -> {}));

            Set<String> expected = new HashSet<>();
            submit(20, first, second).forEach(task -> expected.add(task.id()));
            while (!expected.isEmpty()) {
                TaskStatus status = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(status).as("an event of one of " + expected).isNotNull();
                if (status.ready()) {
                    expected.remove(status.id());
                }
            }
            watch.close();
        }
    }

    @Test
    void ofManySubmitsOfAUniqueTaskToAllNodesAtOnceOneIsStored() {
        try (ClusterOfEngines cluster = new ClusterOfEngines()) {
            List<TaskEngine> engines = new ArrayList<>(List.of(cluster.start("a", "gateway,task,worker")));
            engines.addAll(cluster.startAll("b", "c"));
            TaskOptions unique =
                    TaskOptions.none().uniqueKey("the one", UniqueUntil.READY).countdown(Duration.ofHours(1));
            List<CompletableFuture<TaskHandle<Integer>>> submits = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                            engines.get(i % 3).task("twice", Integer.class).applyAsync(List.of(i), unique)))
                    .toList();

            assertThat(submits.stream().map(each -> each.join().id()).distinct())
                    .hasSize(1);
            assertThat(join(engines.get(0).control().queue("default")).scheduled())
                    .isEqualTo(1);
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

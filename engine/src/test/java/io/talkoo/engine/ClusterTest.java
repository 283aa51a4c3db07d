package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.TalkooException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.junit.jupiter.api.Test;

/** Several nodes on one PostgreSQL. */
class ClusterTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static void run(TaskEngine engine, int count) {
        List<TaskHandle<Integer>> handles = IntStream.range(0, count)
                .mapToObj(i -> engine.task("twice", Integer.class).delay(i))
                .toList();
        for (int i = 0; i < count; i++) {
            assertThat(handles.get(i).get(SOON)).isEqualTo(2 * i);
        }
    }

    private static void awaitMembers(TaskEngine engine, String... ids) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(engine.cluster().members())
                        .extracting(ClusterStatus.Node::id)
                        .containsExactly(ids));
    }

    @Test
    void nodesShareTheWorkAndOneThatLeavesHandsItsShareOver() {
        try (ClusterOfEngines cluster = new ClusterOfEngines()) {
            TaskEngine first = cluster.start("a", "gateway,task,worker");
            List<TaskEngine> others = cluster.startAll("b", "c");
            awaitMembers(first, "a", "b", "c");

            run(first, 100);
            run(others.get(0), 100);
            first.close();

            awaitMembers(others.get(0), "b", "c");
            run(others.get(0), 100);
            run(others.get(1), 100);
            awaitEachShardOnce(others.get(0));
            awaitEachShardOnce(others.get(1));
        }
    }

    /** As that node knows them: half of them are its own, the others are told by a message. */
    private static void awaitEachShardOnce(TaskEngine engine) {
        List<Integer> all =
                IntStream.range(0, engine.cluster().shards()).boxed().toList();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(engine.cluster().members())
                        .hasSize(2)
                        .allSatisfy(node -> assertThat(node.shards()).hasSize(all.size() / 2))
                        .flatExtracting(ClusterStatus.Node::shards)
                        .containsExactlyInAnyOrderElementsOf(all));
    }

    @Test
    void aNodeThatIsGivenUpRunsNothingAnyMoreAndSaysWhy() throws Exception {
        try (ClusterOfEngines cluster = new ClusterOfEngines()) {
            TaskEngine first = cluster.start("a", "gateway,task,worker");
            TaskEngine zombie = cluster.startAll("b").get(0);

            Cluster.get(first.actorSystem())
                    .manager()
                    .tell(new Down(
                            Cluster.get(zombie.actorSystem()).selfMember().address()));

            String reason = zombie.lost().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(reason).startsWith("This node was removed from its cluster");
            assertThat(zombie.gateway().readiness().reason()).isEqualTo(reason);
            assertThatThrownBy(() -> zombie.task("twice", Integer.class).delay(1))
                    .isInstanceOf(TalkooException.class)
                    .hasMessage(reason);
            run(first, 100);
        }
    }

    @Test
    void nodesDoWhatTheirRolesSay() {
        try (ClusterOfEngines cluster = new ClusterOfEngines()) {
            TaskEngine keeper = cluster.start("keeper", "task");
            TaskEngine runner = cluster.start("runner", "worker");
            TaskEngine door = cluster.start("door", "gateway");
            awaitMembers(door, "door", "keeper", "runner");

            TaskHandle<Integer> twice = door.task("twice", Integer.class).delay(21);

            assertThat(twice.get(SOON)).isEqualTo(42);
            assertThat(door.gateway()
                            .status(twice.id())
                            .toCompletableFuture()
                            .join()
                            .worker())
                    .isEqualTo("runner");
            assertThat(keeper.cluster().members())
                    .filteredOn(node -> node.slots() > 0)
                    .extracting(ClusterStatus.Node::id)
                    .containsExactly("runner");
            assertThat(runner.gateway().servesClients()).isFalse();
        }
    }
}

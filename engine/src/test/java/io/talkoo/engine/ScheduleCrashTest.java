package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of ticks when the processes that make them are killed: each one makes one task. */
class ScheduleCrashTest {
    private static final int EVERY_MILLIS = 100;
    private static final int SCHEDULES = 6;
    private static final int KILLS = 3;
    private static final int TICKS_BETWEEN = 10;

    @TempDir
    Path directory;

    private final List<String> first = new ArrayList<>();

    /** Nobody is up after a kill: what was missed then is to be made up for. */
    @Test
    void aNodeThatIsKilledAgainAndAgainLeavesNoTickOutAndDoublesNone() throws Exception {
        try (CrashedNode node = CrashedNode.start(directory)) {
            schedule(node, "run-all");
            awaitTicks(node);
        }
        for (int kill = 1; kill < KILLS; kill++) {
            try (CrashedNode node = CrashedNode.start(directory)) {
                awaitTicks(node);
            }
        }
        try (CrashedNode node = CrashedNode.start(directory)) {
            awaitTicks(node);
            assertEachTickOnce(node, KILLS * TICKS_BETWEEN);
        }
    }

    /** The others were up meanwhile: no tick was missed, whatever is done about such. */
    @Test
    void theOldestNodeOfAClusterThatIsKilledLeavesNoTickOutAndDoublesNone() throws Exception {
        // Of two that are left after a second kill, the other one's address would decide whether either goes on.
        try (CrashedCluster cluster = CrashedCluster.start(directory, "oldest", "b", "c")) {
            CrashedNode b = cluster.node("b");
            schedule(cluster.node("c"), "skip");
            awaitTicks(cluster.node("c"));
            cluster.node("oldest").kill();
            awaitTicks(b);
            assertEachTickOnce(b, 2 * TICKS_BETWEEN);
        }
    }

    private void schedule(CrashedNode node, String misfire) {
        for (int i = 0; i < SCHEDULES; i++) {
            first.add(node.ask("schedule", "s" + i + " " + EVERY_MILLIS + " " + misfire)
                    .at("/nextRunAt")
                    .textValue());
        }
    }

    /** Some more of each schedule. */
    private static void awaitTicks(CrashedNode node) {
        long enough = runs(node, 0) + TICKS_BETWEEN;
        for (int i = 0; i < SCHEDULES; i++) {
            int number = i;
            await().atMost(Duration.ofSeconds(60)).until(() -> runs(node, number) >= enough);
        }
    }

    private static long runs(CrashedNode node, int number) {
        return node.ask("ticked", "s" + number).at("/runs").longValue();
    }

    private void assertEachTickOnce(CrashedNode node, int least) {
        for (int i = 0; i < SCHEDULES; i++) {
            JsonNode count = node.ask("count", "s" + i + " " + first.get(i));

            assertThat(count.at("/missing").longValue()).as("s%d: %s", i, count).isZero();
            assertThat(count.at("/runs").longValue())
                    .as("s%d: %s", i, count)
                    .isEqualTo(count.at("/ticks").longValue())
                    .isGreaterThanOrEqualTo(least);
        }
    }
}

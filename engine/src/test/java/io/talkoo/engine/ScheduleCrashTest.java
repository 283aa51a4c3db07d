package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.internal.schedule.TickId;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.TalkooException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of ticks when the process of the node is killed again and again. */
class ScheduleCrashTest {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final int SCHEDULES = 5;
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    @Test
    void eachTickMakesOneTaskHoweverOftenItsNodeIsKilled() throws Exception {
        Instant[] first = new Instant[SCHEDULES];
        try (CrashedNode node = CrashedNode.start(directory)) {
            for (int i = 0; i < SCHEDULES; i++) {
                node.send("schedule s" + i + " " + EVERY.toMillis());
                first[i] = Instant.parse(status(node).at("/nextRunAt").textValue());
            }
            awaitTicks(node, 10);
        }
        for (int kill = 1; kill < KILLS; kill++) {
            try (CrashedNode node = CrashedNode.start(directory)) {
                awaitTicks(node, 10);
            }
        }
        JsonNode[] last = new JsonNode[SCHEDULES];
        try (CrashedNode node = CrashedNode.start(directory)) {
            awaitTicks(node, 10);
            for (int i = 0; i < SCHEDULES; i++) {
                last[i] = node.ask("pause", "s" + i);
            }
        }
        try (TaskEngine engine = TaskEngine.builder()
                .tasks(new CrashNode.Tasks())
                .dataDirectory(directory)
                .start()) {
            for (int i = 0; i < SCHEDULES; i++) {
                assertEachTickOnce(engine, "s" + i, first[i], last[i]);
            }
        }
    }

    private static JsonNode status(CrashedNode node) throws Exception {
        return Json.mapper().readTree(node.awaitLine("status"));
    }

    /** As many more as {@code count}, of each schedule. */
    private static void awaitTicks(CrashedNode node, int count) {
        long enough = runs(node, "s0") + count;
        for (int i = 0; i < SCHEDULES; i++) {
            String name = "s" + i;
            await().atMost(Duration.ofSeconds(30)).until(() -> runs(node, name) >= enough);
        }
    }

    private static long runs(CrashedNode node, String name) {
        return node.ask("ticked", name).at("/runs").longValue();
    }

    private static void assertEachTickOnce(TaskEngine engine, String name, Instant first, JsonNode last) {
        Instant end = Instant.parse(last.at("/lastRunAt").textValue());
        List<Instant> grid = Stream.iterate(first, tick -> !tick.isAfter(end), tick -> tick.plus(EVERY))
                .toList();

        assertThat(last.at("/runs").intValue()).as(name).isEqualTo(grid.size()).isGreaterThan(KILLS * 9);
        assertThat(grid.stream().filter(tick -> !exists(engine, TickId.of(name, tick))))
                .as("missing of " + name)
                .isEmpty();
    }

    private static boolean exists(TaskEngine engine, String id) {
        try {
            return engine.handle(id).status() != null;
        } catch (TalkooException e) {
            return false;
        }
    }
}

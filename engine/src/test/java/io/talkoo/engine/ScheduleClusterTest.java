package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.engine.internal.schedule.TickId;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.junit.jupiter.api.Test;

/** Three nodes share the schedules; one goes, one is given up in the midst of it. */
class ScheduleClusterTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final int SCHEDULES = 30;

    private final Map<String, Instant> first = new TreeMap<>();

    @Test
    void eachTickMakesOneTaskWhoeverOwnsItsSchedule() {
        try (ClusterOfEngines cluster = new ClusterOfEngines()) {
            TaskEngine a = cluster.start("a", "gateway,task,worker");
            List<TaskEngine> others = cluster.startAll("b", "c");
            TaskEngine b = others.get(0);
            for (int i = 0; i < SCHEDULES; i++) {
                TaskEngine any = List.of(a, b, others.get(1)).get(i % 3);
                Schedule schedule = Schedule.every(EVERY)
                        .task(TaskRequest.named("twice")
                                .args(JsonBytes.of("[2]"))
                                .build());
                first.put("s" + i, any.schedules().put("s" + i, schedule).nextRunAt());
            }
            awaitTicks(a, 5);

            Cluster.get(a.actorSystem())
                    .manager()
                    .tell(new Down(Cluster.get(others.get(1).actorSystem())
                            .selfMember()
                            .address()));
            awaitTicks(a, 10);
            a.close();
            awaitTicks(b, 10);

            first.forEach(
                    (name, tick) -> assertEachTickOnce(b, tick, b.schedules().pause(name)));
        }
    }

    /** As many more as {@code count}, of each schedule. */
    private static void awaitTicks(TaskEngine engine, int count) {
        long enough = engine.schedules().list().stream()
                        .mapToLong(ScheduleStatus::runs)
                        .max()
                        .orElseThrow()
                + count;
        await().atMost(SOON).until(() -> engine.schedules().list().stream().allMatch(each -> each.runs() >= enough));
    }

    private static void assertEachTickOnce(TaskEngine engine, Instant first, ScheduleStatus last) {
        List<Instant> grid = Stream.iterate(first, tick -> !tick.isAfter(last.lastRunAt()), tick -> tick.plus(EVERY))
                .toList();

        assertThat(last.runs()).as(last.name()).isEqualTo(grid.size());
        for (Instant tick : grid) {
            assertThat(engine.handle(TickId.of(last.name(), tick), Integer.class)
                            .get(SOON))
                    .isEqualTo(4);
        }
    }
}

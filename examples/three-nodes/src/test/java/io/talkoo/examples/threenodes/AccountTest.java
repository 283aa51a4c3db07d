package io.talkoo.examples.threenodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.Json;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private final Map<String, List<Run>> runs = Map.of(
            "node-1", List.of(run("a", Run.STARTED, 0), run("b", Run.STARTED, 0), run("a", Run.ENDED, 200)),
            "node-2", List.of(run("b", Run.STARTED, 9_800), run("b", Run.ENDED, 10_000)));
    private final Map<String, Instant> acknowledged = Map.of("a", START, "b", START);

    private static Run run(String task, String event, long atMillis) {
        return new Run(task, event, START.plusMillis(atMillis));
    }

    private static TaskSummary task(String id, String state, String worker) throws Exception {
        String json = """
                {"id": "%s", "name": "photos.shrink", "state": "%s", "worker": "%s"}""".formatted(id, state, worker);
        return Json.mapper().readValue(json, TaskSummary.class);
    }

    @Test
    void a_task_that_ended_on_another_node_is_not_lost_and_ran_again() throws Exception {
        Account account = new Account(
                acknowledged,
                Map.of("a", task("a", States.SUCCESS, "node-1"), "b", task("b", States.SUCCESS, "node-2")),
                runs);

        assertThat(account.lost()).isEmpty();
        assertThat(account.endedOn()).isEqualTo(Map.of("node-1", 1L, "node-2", 1L));
        assertThat(account.ranAgain()).isEqualTo(1);
        assertThat(account.longestTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(account.standstill()).isEqualTo(Duration.ofMillis(9_800));
    }

    @Test
    void acknowledged_tasks_that_nobody_knows_or_that_did_not_end_are_lost() throws Exception {
        assertThat(new Account(acknowledged, Map.of("a", task("a", States.SUCCESS, "node-1")), runs).lost())
                .containsExactly("b");
        assertThat(new Account(
                                acknowledged,
                                Map.of(
                                        "a",
                                        task("a", States.PENDING, "node-1"),
                                        "b",
                                        task("b", States.SUCCESS, "node-2")),
                                runs)
                        .lost())
                .containsExactly("a");
    }
}

package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of many task types among three processes, one of which is killed together with its share of the limiters. */
class LimiterCrashTest {
    private static final int TASKS_OF_EACH = 20;
    private static final int BEFORE_THE_KILL = 40;

    @TempDir
    Path directory;

    private record Run(String type, Instant from, Instant to) {
        static Run of(String line) {
            String[] words = line.split(" ");
            return new Run(words[0], Instant.parse(words[1]), Instant.parse(words[2]));
        }
    }

    @Test
    void limitsHoldAndTheTasksGoOnWhenTheNodeOfTheirLimiterIsKilled() throws Exception {
        try (CrashedCluster cluster = CrashedCluster.start(directory, "a", "b", "c")) {
            CrashedNode killed = cluster.node("a");
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < CrashNode.LIMITED_TYPES; i++) {
                ids.addAll(cluster.node("b").submit("crash.limited" + i, "default", TASKS_OF_EACH, "[]"));
            }
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < BEFORE_THE_KILL; i++) {
                runs.add(Run.of(killed.awaitLine("ran")));
            }

            killed.kill();

            for (String id : ids) {
                assertThat(cluster.node("b").ask("await", id).get("state").textValue())
                        .isEqualTo("SUCCESS");
            }
            // Whatever was said before these was heard before these.
            killed.awaitEnd();
            cluster.node("c").ask("status", ids.get(0));
            for (String name : List.of("a", "b", "c")) {
                cluster.node(name).linesSoFar("ran").forEach(line -> runs.add(Run.of(line)));
            }
            assertOneAtATime(runs);
        }
    }

    private static void assertOneAtATime(List<Run> runs) {
        Map<String, List<Run>> byType =
                runs.stream().sorted(Comparator.comparing(Run::from)).collect(Collectors.groupingBy(Run::type));
        assertThat(byType).hasSize(CrashNode.LIMITED_TYPES);
        byType.forEach((type, all) -> {
            assertThat(all).hasSizeGreaterThanOrEqualTo(TASKS_OF_EACH);
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i).from())
                        .as("%s", all)
                        .isAfterOrEqualTo(all.get(i - 1).to());
            }
        });
    }
}

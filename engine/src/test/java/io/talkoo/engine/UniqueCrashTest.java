package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of unique tasks after {@code kill -9}, with a real process. */
class UniqueCrashTest {
    private static final int KEYS = 50;
    private static final int ROUNDS = 100;
    private static final int BEFORE_THE_KILL = 500;

    @TempDir
    Path directory;

    /** The tasks of each key that anybody was told of. */
    private final Map<String, Set<String>> told = new HashMap<>();

    @Test
    void aKeyThatIsHeldIsNeitherLostNorDoubled() throws Exception {
        killedUnderLoad("held", 3600);
        try (CrashedNode node = CrashedNode.start(directory)) {
            hear(node, "held", 3600);

            assertThat(told)
                    .hasSize(KEYS)
                    .allSatisfy((key, tasks) -> assertThat(tasks).hasSize(1));
        }
    }

    @Test
    void aKeyIsFreeOnceItsTaskHasEnded() throws Exception {
        killedUnderLoad("free", 0);
        Set<String> before = new HashSet<>();
        told.values().forEach(before::addAll);
        told.clear();
        try (CrashedNode node = CrashedNode.start(directory)) {
            before.forEach(id ->
                    assertThat(node.ask("await", id).get("state").textValue()).isEqualTo("SUCCESS"));
            hear(node, "free", 0);

            assertThat(told)
                    .hasSize(KEYS)
                    .allSatisfy((key, tasks) -> assertThat(before).doesNotContainAnyElementsOf(tasks));
        }
    }

    private void killedUnderLoad(String prefix, long countdownSeconds) throws Exception {
        try (CrashedNode node = CrashedNode.start(directory)) {
            node.send("unique " + prefix + " " + KEYS + " " + ROUNDS + " " + countdownSeconds);
            for (int i = 0; i < BEFORE_THE_KILL; i++) {
                hear(node);
            }
        }
    }

    /** Each key once more. */
    private void hear(CrashedNode node, String prefix, long countdownSeconds) {
        node.send("unique " + prefix + " " + KEYS + " 1 " + countdownSeconds);
        for (int i = 0; i < KEYS; i++) {
            hear(node);
        }
    }

    private void hear(CrashedNode node) {
        String[] keyAndTask = node.awaitLine("keyed").split(" ");
        told.computeIfAbsent(keyAndTask[0], key -> new HashSet<>()).add(keyAndTask[1]);
    }
}

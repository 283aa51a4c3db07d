package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.ProblemType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers in other languages in a cluster of three processes, one of which is killed. */
class WorkerCrashTest {
    private static final int TASKS = CrashNode.REMOTE_SLOTS + 2;
    private static final int ENOUGH_TRIES = 20;

    @TempDir
    Path directory;

    private record Run(String id, String token) {
        static Run of(String line) {
            String[] words = line.split(" ");
            return new Run(words[0], words[1]);
        }

        /** As a worker has to, it says it again while it is answered that it may or may not be so. */
        String completedAt(CrashedNode node) {
            String answer = ProblemType.UNAVAILABLE.name();
            for (int tries = 0; tries < ENOUGH_TRIES && answer.equals(ProblemType.UNAVAILABLE.name()); tries++) {
                node.send("complete " + id + " " + token);
                answer = node.awaitLine("completed");
            }
            return answer;
        }
    }

    private static String register(CrashedNode node) {
        node.send("register py.far");
        return node.awaitLine("registered");
    }

    private static List<Run> poll(CrashedNode node, String worker, int count) {
        List<Run> runs = new ArrayList<>();
        for (int tries = 0; tries < ENOUGH_TRIES && runs.size() < count; tries++) {
            node.send("poll " + worker + " " + (count - runs.size()));
            int got = Integer.parseInt(node.awaitLine("polled"));
            for (int i = 0; i < got; i++) {
                runs.add(Run.of(node.awaitLine("run ")));
            }
        }
        assertThat(runs).hasSize(count);
        return runs;
    }

    @Test
    void theTasksOfAWorkerWhoseHostIsKilledRunAgainElsewhereAndItsLateAnswersAreRefused() throws Exception {
        try (CrashedCluster cluster = CrashedCluster.start(directory, "a", "b", "host")) {
            CrashedNode host = cluster.node("host");
            CrashedNode a = cluster.node("a");
            CrashedNode b = cluster.node("b");
            String lost = register(host);
            List<String> ids = host.submit("py.far", "default", TASKS, "[]");
            List<Run> held = poll(a, lost, CrashNode.REMOTE_SLOTS);

            host.kill();
            String worker = register(a);
            List<Run> again = new ArrayList<>();
            while (again.size() < TASKS) {
                Run run = poll(b, worker, 1).get(0);
                assertThat(run.completedAt(a)).isEqualTo("well");
                again.add(run);
            }

            assertThat(again).extracting(Run::id).containsExactlyInAnyOrderElementsOf(ids);
            for (Run run : held) {
                assertThat(run.completedAt(b)).isEqualTo(ProblemType.WRONG_STATE.name());
            }
            for (String id : ids) {
                assertThat(b.ask("await", id).get("state").textValue()).isEqualTo("SUCCESS");
            }
        }
    }
}

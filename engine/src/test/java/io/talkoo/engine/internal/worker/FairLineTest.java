package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairLineTest {
    private final FairLine line = new FairLine();

    /** @param id begins with its fair key */
    private static Push push(String id, int priority) {
        String lane = Lane.of(id.substring(0, 1), null, null);
        return new Push(
                new StoredTask(TaskState.submitted(TaskSamples.spec(id, priority, lane)), 1), null, null, false, 0);
    }

    private List<String> served() {
        List<String> ids = new ArrayList<>();
        for (Push next = line.poll(); next != null; next = line.poll()) {
            ids.add(next.id());
        }
        return ids;
    }

    private void add(int priority, String... ids) {
        for (String id : ids) {
            line.add(push(id, priority));
        }
    }

    @Test
    void keysTakeTurnsAndEachIsServedInItsOrder() {
        add(5, "a3", "a1", "a2", "a4", "b1", "b2", "c1");

        assertThat(served()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3", "a4");
    }

    @Test
    void aHigherPriorityGoesBeforeAllTurns() {
        add(5, "a1", "b1");
        add(9, "a9", "a8");

        assertThat(served()).containsExactly("a8", "a9", "b1", "a1");
    }

    @Test
    void whoComesBackStandsBehindThoseWhoWait() {
        add(5, "a1", "a2", "b1");
        assertThat(line.poll().id()).isEqualTo("a1");
        assertThat(line.poll().id()).isEqualTo("b1");
        add(5, "b2");

        assertThat(served()).containsExactly("a2", "b2");
    }

    @Test
    void allAreSeenInTheOrderOfTheirTurnsAndSomeCanBeTakenOut() {
        add(5, "a1", "a2", "b1", "b2");

        List<String> seen = new ArrayList<>();
        line.all().forEach(order -> seen.add(order.id()));
        assertThat(seen).containsExactly("a1", "b1", "a2", "b2");
        assertThat(line.remove(push("b1", 5))).isTrue();
        assertThat(line.remove(push("c1", 5))).isFalse();
        assertThat(line.size()).isEqualTo(3);
        assertThat(served()).containsExactly("a1", "b2", "a2");
    }
}

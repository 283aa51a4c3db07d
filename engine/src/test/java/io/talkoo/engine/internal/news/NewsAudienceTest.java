package io.talkoo.engine.internal.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewsAudienceTest {
    private final NewsAudience audience = new NewsAudience();

    /** Keeps the ids of the tasks that it is told of, and what was lost in between. */
    private static final class Ear {
        private final List<Object> heard = new ArrayList<>();
        private final NewsListener listener;

        Ear(NewsTopic topic) {
            listener = new NewsListener(topic, task -> heard.add(task.id()), heard::add);
        }
    }

    private Ear ear(NewsTopic topic) {
        Ear ear = new Ear(topic);
        audience.add(ear.listener);
        return ear;
    }

    private void crowd() {
        for (int i = 0; i < NewsAudience.MOST_SAVED; i++) {
            ear(NewsTopic.ALL);
        }
    }

    private static TaskRecord task(String id) {
        return task(id, "default");
    }

    private static TaskRecord task(String id, String queue) {
        return TaskState.submitted(TaskSamples.spec(id, queue, 5, Instant.EPOCH, null, null));
    }

    @Test
    void everybodyHearsOfTheTasksOfItsTopicAndOfNoOthers() {
        TaskRecord task = task("a");
        Ear all = ear(NewsTopic.ALL);
        Ear exact = ear(new NewsTopic("work", "default", "PENDING", null));
        Ear waiting = ear(new NewsTopic(null, null, "PENDING", null));
        Ear workflow = ear(NewsTopic.ofWorkflow(task.spec().rootId()));
        Ear failed = ear(new NewsTopic(null, null, "FAILURE", null));
        Ear other = ear(new NewsTopic("play", "default", null, null));

        audience.tell(task);

        for (Ear one : List.of(all, exact, waiting, workflow)) {
            assertThat(one.heard).containsExactly("a");
        }
        assertThat(failed.heard).isEmpty();
        assertThat(other.heard).isEmpty();
    }

    @Test
    void whoHasGoneHearsNothing() {
        Ear gone = ear(NewsTopic.ALL);

        assertThat(audience.remove(gone.listener)).isTrue();
        assertThat(audience.remove(gone.listener)).isFalse();
        assertThat(audience.isEmpty()).isTrue();
        audience.tell(task("a"));

        assertThat(gone.heard).isEmpty();
    }

    @Test
    void ofWhatThereIsNoRoomForTheLastIsToldAndHowManyThereWere() {
        Ear ear = ear(NewsTopic.ALL);
        crowd();

        audience.tell(task("first"));
        for (String id : List.of("a", "b", "c")) {
            audience.tell(task(id));
        }
        assertThat(ear.heard).containsExactly("first");

        while (ear.heard.size() == 1) {
            audience.refill();
        }
        assertThat(ear.heard).containsExactly("first", 2L, "c");
    }

    @Test
    void aCrowdDoesNotSilenceTheOthersForEver() {
        crowd();
        audience.tell(task("first"));
        Ear mail = ear(new NewsTopic(null, "mail", null, null));

        for (int i = 0; mail.heard.size() < 4; i++) {
            audience.tell(task("b"));
            audience.tell(task("a", "mail"));
            audience.refill();
            assertThat(i).isLessThan(100);
        }
    }

    @Test
    void whatGotLostElsewhereIsToldEvenIfNothingMoreHappens() {
        Ear ear = ear(NewsTopic.ALL);

        audience.lose(7);
        audience.refill();
        audience.lose(0);
        audience.refill();

        assertThat(ear.heard).containsExactly(7L);
    }
}

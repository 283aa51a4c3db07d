package io.talkoo.engine.internal.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.gateway.Spawner;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.task.TaskState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewsTest {
    private static final int MANY = 20_000;

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<NewsMessage> desk = kit.createTestProbe(NewsMessage.class);
    private final News news = new News();

    @BeforeEach
    void start() {
        news.start(
                new Spawner() {
                    @Override
                    public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
                        return desk.ref().unsafeUpcast();
                    }
                },
                kit.system().scheduler(),
                Set::of);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private static List<TaskRecord> tasks(int count) {
        TaskRecord task = TaskState.submitted(TaskSamples.spec("a", "default", 5, Instant.EPOCH, null, null));
        return Collections.nCopies(count, task);
    }

    @Test
    void nothingIsMadeOfAChangeThatNobodyHears() {
        news.written(() -> {
            throw new AssertionError("asked for what changed");
        });
    }

    @Test
    void whatComesFasterThanItIsToldIsCountedAndNotKept() {
        news.heard(true);
        List<TaskRecord> known = tasks(MANY);

        news.written(() -> known);
        news.written(() -> known.subList(0, 7));

        assertThat(desk.expectMessageClass(NewsMessage.Happened.class).tasks()).hasSize(MANY);
        desk.expectNoMessage();
        assertThat(news.told(MANY)).isEqualTo(7);
        assertThat(news.told(0)).isZero();
        news.written(() -> known.subList(0, 1));
        assertThat(desk.expectMessageClass(NewsMessage.Happened.class).tasks()).hasSize(1);
    }
}

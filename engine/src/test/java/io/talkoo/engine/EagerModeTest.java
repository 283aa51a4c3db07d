package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EagerModeTest {
    private static final Duration NOW = Duration.ofMillis(1);

    static class Tasks {
        private int calls;

        @Task
        String thread() {
            return Thread.currentThread().getName();
        }

        @Task(maxRetries = 2, retryDelay = "1h", autoRetryFor = IOException.class)
        String flaky(int failures) throws IOException {
            if (++calls <= failures) {
                throw new IOException("failure " + calls);
            }
            return "after " + calls;
        }

        @Task
        int replace(TaskContext context) {
            throw context.replace(Canvas.group(List.of()));
        }

        @Task
        int report(TaskContext context, List<Integer> numbers) {
            context.updateState("PROGRESS", Map.of("current", 1));
            return numbers.size();
        }
    }

    private final TaskEngine engine = TaskEngine.builder()
            .settings(TalkooSettings.defaults())
            .tasks(new Tasks())
            .eager()
            .start();

    @Test
    void aTaskRunsInTheCallersThreadBeforeTheHandleIsThere() {
        TaskHandle<String> handle = engine.task(Tasks::thread).delay();

        assertThat(handle.ready()).isTrue();
        assertThat(handle.get(NOW)).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void retriesFollowAtOnceAndAreRecorded() {
        TaskHandle<String> handle = engine.task(Tasks::flaky).delay(2);

        assertThat(handle.get(NOW)).isEqualTo("after 3");
        assertThat(handle.status().attempts()).extracting("outcome").containsExactly("RETRY", "RETRY", "SUCCESS");
    }

    @Test
    void aTaskThatFailsThrowsWhereItsResultIsAskedFor() {
        TaskHandle<String> handle = engine.task(Tasks::flaky).delay(99);

        assertThatThrownBy(() -> handle.get(NOW))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("failure 3");
    }

    @Test
    void aTaskThatReplacesItselfFailsAndSaysWhy() {
        TaskHandle<Integer> handle = engine.task(Tasks::replace).delay();

        assertThatThrownBy(() -> handle.get(NOW)).hasMessageContaining("TestEngine");
    }

    @Test
    void argumentsGoThroughJsonAndProgressIsKept() {
        TaskHandle<Integer> handle = engine.task(Tasks::report).delay(List.of(1, 2, 3));

        assertThat(handle.get(NOW)).isEqualTo(3);
        assertThat(handle.status().meta()).hasToString("{\"current\":1}");
    }

    @Test
    void theSameIdRunsOnceAndAnotherBodyIsAConflict() {
        TaskOptions options = TaskOptions.none().id(UUID.randomUUID().toString());
        String first = engine.task(Tasks::flaky).applyAsync(0, options).get(NOW);

        assertThat(engine.task(Tasks::flaky).applyAsync(0, options).get(NOW)).isEqualTo(first);
        assertThatThrownBy(() -> engine.task(Tasks::flaky).applyAsync(1, options))
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.CONFLICT));
    }

    @Test
    void thereIsNoGatewayAndNoActorSystem() {
        assertThatThrownBy(engine::gateway).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(engine::actorSystem).isInstanceOf(IllegalStateException.class);
    }
}

package io.talkoo.engine;

import static io.talkoo.engine.Signature.chain;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps of workflows that expire: their time counts from when they can run. */
class WorkflowExpiryTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static final class HeldTasks {
        private final Gate gate = new Gate();

        @Task
        int held(int number) throws InterruptedException {
            gate.pass();
            return number;
        }

        @Task
        int add(int a, int b) {
            return a + b;
        }
    }

    private final HeldTasks tasks = new HeldTasks();
    private final TestEngine test = TestEngine.start(builder -> builder.tasks(tasks)
            .settings(TalkooSettings.defaults()
                    .with("store.url", "jdbc:sqlite::memory:")
                    .with("queues", "default:4")));
    private final TypedTask.Of1<Integer, Integer> held = test.engine().task(HeldTasks::held);
    private final TypedTask.Of2<Integer, Integer, Integer> add = test.engine().task(HeldTasks::add);

    @AfterEach
    void stop() {
        tasks.gate.open();
        test.close();
    }

    @Test
    void aStepDoesNotExpireWhileItWaitsForTheOneBefore() throws Exception {
        WorkflowHandle<Integer> workflow = chain(
                        held.s(1), add.s(2).with(TaskOptions.none().expires(MINUTE)))
                .applyAsync();
        tasks.gate.awaitEntered();

        test.advance(Duration.ofHours(1));
        tasks.gate.open();

        assertThat(workflow.get(SOON)).isEqualTo(3);
        TaskStatus step = workflow.tasks().get(1).status();
        assertThat(step.expiresAt()).isEqualTo(test.clock().instant().plus(MINUTE));
    }

    @Test
    void aStepThatExpiresEndsWhatFollowsIt() {
        tasks.gate.open();
        TaskOptions unattended = TaskOptions.none().queue("nobodys").expires(MINUTE);
        WorkflowHandle<Integer> workflow =
                chain(held.s(1), add.s(2).with(unattended), add.s(3)).applyAsync();
        List<? extends TaskHandle<?>> steps = workflow.tasks();
        test.awaitState(steps.get(0), States.SUCCESS);

        test.advance(MINUTE.plusSeconds(1));

        TaskStatus expired = test.awaitState(steps.get(1), States.REVOKED);
        assertThat(expired.error().type()).isEqualTo(ErrorTypes.REVOKED);
        assertThat(expired.error().message()).isEqualTo("expired");
        TaskStatus last = test.awaitState(steps.get(2), States.FAILURE);
        assertThat(last.error().type()).isEqualTo(ErrorTypes.UPSTREAM_FAILED);
        assertThat(last.error().cause().id()).isEqualTo(expired.id());
        assertThat(workflow.status().state()).isEqualTo(States.REVOKED);
    }
}

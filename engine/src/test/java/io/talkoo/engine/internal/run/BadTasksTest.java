package io.talkoo.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskHandle;
import io.talkoo.engine.TaskOptions;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a task does to the only slot of its queue, the next one runs there. */
class BadTasksTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ScriptedTask SCRIPT = new ScriptedTask();
    private static TestEngine test;

    public static class Orderly {
        @Task(name = "orderly")
        public boolean run() {
            return !Thread.currentThread().isInterrupted();
        }
    }

    @BeforeAll
    static void start() {
        test = TestEngine.start(engine -> engine.tasks(SCRIPT, new Orderly()).with("queues", "default:1"));
    }

    @AfterAll
    static void stop() {
        SCRIPT.letGo.countDown();
        test.close();
    }

    @AfterEach
    void theNextTaskRunsInTheSameSlot() {
        assertThat(test.engine().task("orderly", Boolean.class).delay().get(SOON))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.Error, java.lang.Error",
        "java.lang.NoClassDefFoundError, java.lang.NoClassDefFoundError",
        "java.lang.InternalError, java.lang.InternalError",
        "overflow, java.lang.StackOverflowError",
        "memory, java.lang.OutOfMemoryError",
        "throwable, java.lang.Throwable",
        "rude, io.talkoo.engine.internal.run.ScriptedTask$Rude"
    })
    void aTaskThatThrowsWhatNobodyShouldFailsWithThat(String act, String type) {
        TaskStatus status = ended(delay(act));

        assertThat(status.state()).isEqualTo("FAILURE");
        assertThat(status.error().type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"return itself", "return unwritable", "return endless", "return 20 MiB"})
    void aResultThatCannotBeWrittenFailsTheTaskAndSaysSo(String act) {
        TaskStatus status = ended(delay(act));

        assertThat(status.state()).isEqualTo("FAILURE");
        assertThat(status.error().type()).isEqualTo(ErrorTypes.BAD_RESULT);
    }

    @Test
    void aResultOfTenMebibytesIsKept() {
        assertThat(test.engine()
                        .task("script", String.class)
                        .delay("return 10 MiB")
                        .get(SOON))
                .hasSize(10 << 20);
    }

    @Test
    void aTaskThatInterruptsItselfSucceeds() {
        assertThat(ended(delay("interrupt itself")).state()).isEqualTo("SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({"hang", "hang and swallow", "hang at checkpoints", "hang and ignore interrupts"})
    void aTaskThatNeverReturnsIsEndedByItsHardLimit(String act) {
        TaskHandle<Object> task = test.engine()
                .task("script", Object.class)
                .applyAsync(List.of(act), TaskOptions.none().timeLimit(Duration.ofMillis(100)));

        TaskStatus status = ended(task);

        assertThat(status.state()).isEqualTo("FAILURE");
        assertThat(status.error().type()).isEqualTo(ErrorTypes.TIME_LIMIT_EXCEEDED);
    }

    @Test
    void aStubbornTaskThatWasTerminatedAndRunsAgainDoesNotRunTwice() throws Exception {
        ScriptedTask stubborn = new ScriptedTask();
        try (TestEngine two = TestEngine.start(engine -> engine.tasks(stubborn).with("queues", "default:2"))) {
            TaskHandle<Object> task = two.engine().task("script", Object.class).delay("hang and ignore interrupts");
            begun(stubborn);
            task.revoke(true, "enough");
            task.retry();
            begun(stubborn);

            stubborn.letGo.countDown();

            assertThat(ended(task).state()).isEqualTo("SUCCESS");
            assertThat(task.status().attempts()).hasSize(2);
            assertThat(stubborn.hanging.availablePermits()).isZero();
        }
    }

    private static void begun(ScriptedTask script) throws InterruptedException {
        assertThat(script.hanging.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private static TaskHandle<Object> delay(String act) {
        return test.engine().task("script", Object.class).delay(act);
    }

    private static TaskStatus ended(TaskHandle<?> task) {
        assertThat(task.wait(SOON)).as(task.id()).isTrue();
        return task.status();
    }
}

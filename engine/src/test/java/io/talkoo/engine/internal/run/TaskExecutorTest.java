package io.talkoo.engine.internal.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.engine.SoftTimeLimitExceeded;
import io.talkoo.engine.internal.run.Outcome.Failed;
import io.talkoo.engine.internal.run.Outcome.Retry;
import io.talkoo.engine.internal.run.Outcome.Succeeded;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskExecutorTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String SOFT = ", \"softTimeLimit\": 0.02";
    private static final String HARD = ", \"timeLimit\": 0.02";
    private static final String RETRIED = ", \"retry\": {\"delay\": 4, \"jitter\": false}";

    private final ScriptedTask script = new ScriptedTask();
    private final TaskRunner runner =
            new TaskRunner(Samples.registry(script), List.of(), new Random(1), Samples.SETTINGS.maxResultBytes());
    private final TaskExecutor executor =
            new TaskExecutor(runner, TaskRecord::input, TimeLimits::of, Clock.fixed(NOON, ZoneOffset.UTC), Tracing.OFF);
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        script.letGo.countDown();
        executor.close();
    }

    private RunHandle start(String act, String more) {
        return executor.start(Samples.task("script", "[\"" + act + "\"]", more), outcomes::add, (state, meta) -> {});
    }

    private Outcome outcome() throws InterruptedException {
        return outcomes.poll(30, TimeUnit.SECONDS);
    }

    private RunHandle hanging(String act, String more) throws InterruptedException {
        RunHandle run = start(act, more);
        assertThat(script.hanging.tryAcquire(30, SECONDS)).isTrue();
        return run;
    }

    @Test
    void anAttemptRunsOnAThreadNamedAfterItsTask() throws InterruptedException {
        start("thread", "");

        assertThat(outcome()).hasToString("Succeeded[result=\"script id-1\"]");
    }

    @Test
    void anUnknownTaskIsRefusedAtOnce() {
        assertThatThrownBy(() -> executor.start(Samples.task("scirpt", "[]", ""), outcomes::add, (s, m) -> {}))
                .isInstanceOfSatisfying(
                        TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNKNOWN_TASK));
    }

    @Test
    void aTaskThatPassesItsSoftLimitFailsWithIt() throws InterruptedException {
        start("hang", SOFT);

        assertThat(outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo(SoftTimeLimitExceeded.class.getName());
            assertThat(failed.error().message()).isEqualTo("ran longer than its soft time limit of 0.02 s");
            assertThat(failed.error().traceback()).contains("Caused by: java.lang.InterruptedException");
        });
    }

    @Test
    void theSoftLimitIsSeenThroughWhatItIsWrappedIn() throws InterruptedException {
        start("hang and swallow", SOFT);

        assertThat(((Failed) outcome()).error().type()).isEqualTo(SoftTimeLimitExceeded.class.getName());
    }

    @Test
    void theSoftLimitIsThrownAtCheckpoints() throws InterruptedException {
        start("hang at checkpoints", SOFT);

        assertThat(((Failed) outcome()).error().type()).isEqualTo(SoftTimeLimitExceeded.class.getName());
    }

    @Test
    void aTaskMayCleanUpAtItsSoftLimitAndSucceed() throws InterruptedException {
        start("hang and clean up", SOFT);

        assertThat(outcome()).hasToString("Succeeded[result=\"cleaned up, revoked false, soft true\"]");
    }

    @Test
    void theSoftLimitIsRetriedLikeAnyException() throws InterruptedException {
        start("hang", SOFT + RETRIED);

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Retry.class,
                        retry -> assertThat(retry.error().type()).isEqualTo(SoftTimeLimitExceeded.class.getName()));
    }

    @Test
    void theHardLimitEndsTheAttemptAtOnceWithoutRetryAndLeavesItsThreadBehind() throws InterruptedException {
        RunHandle run = start("hang for ever", HARD + RETRIED);

        assertThat(outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo(ErrorTypes.TIME_LIMIT_EXCEEDED);
            assertThat(failed.error().message()).isEqualTo("ran longer than its time limit of 0.02 s");
        });
        assertThat(run.deadline()).isEqualTo(NOON.plusMillis(20));
        await().until(() -> executor.abandonedThreads() == 1);

        script.letGo.countDown();

        await().until(() -> executor.abandonedThreads() == 0);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void aTaskThatStopsForTheHardLimitLeavesNoThreadBehind() throws InterruptedException {
        start("hang", HARD);

        assertThat(((Failed) outcome()).error().type()).isEqualTo(ErrorTypes.TIME_LIMIT_EXCEEDED);
        await().until(() -> executor.abandonedThreads() == 0);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void aLimitBeyondAllClocksIsNone() throws InterruptedException {
        start("return me", ", \"timeLimit\": 1e10, \"softTimeLimit\": 1e10");

        assertThat(outcome()).isInstanceOf(Succeeded.class);
    }

    @Test
    void limitsEndStagesToo() throws InterruptedException {
        start("later", SOFT);

        assertThat(((Failed) outcome()).error().type()).isEqualTo(SoftTimeLimitExceeded.class.getName());
        assertThat(script.later).isCancelled();
    }

    @Test
    void theHardLimitOfAStageLeavesNoThreadBehind() throws InterruptedException {
        start("later", HARD);

        assertThat(((Failed) outcome()).error().type()).isEqualTo(ErrorTypes.TIME_LIMIT_EXCEEDED);
        await().until(script.later::isCancelled);
        assertThat(executor.abandonedThreads()).isZero();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void aTerminatedTaskIsInterruptedAndRevokedAndNotRetried() throws InterruptedException {
        RunHandle run = hanging("hang", RETRIED);

        run.terminate("no longer wanted");

        assertThat(outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo(ErrorTypes.REVOKED);
            assertThat(failed.error().message()).isEqualTo("no longer wanted");
        });
    }

    @Test
    void aTerminatedTaskMayCleanUp() throws InterruptedException {
        hanging("hang and clean up", "").terminate(null);

        assertThat(outcome()).hasToString("Succeeded[result=\"cleaned up, revoked true, soft false\"]");
    }

    @Test
    void aTerminatedTaskStopsAtACheckpoint() throws InterruptedException {
        hanging("hang at checkpoints", "").terminate("stop");

        assertThat(((Failed) outcome()).error().type()).isEqualTo(ErrorTypes.REVOKED);
    }

    @Test
    void aTerminatedStageIsCancelled() throws InterruptedException {
        RunHandle run = start("later", "");

        run.terminate("stop");

        assertThat(((Failed) outcome()).error().type()).isEqualTo(ErrorTypes.REVOKED);
    }

    @Test
    void whateverRacesEachAttemptEndsOnceAndNoInterruptIsLeft() throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            RunHandle run = start("return me", ", \"softTimeLimit\": 0.0001, \"timeLimit\": 0.0001");
            run.terminate("race " + i);
        }
        for (int i = 0; i < 500; i++) {
            assertThat(outcome()).isNotNull();
        }
        await().until(() -> executor.abandonedThreads() == 0);
        start("interrupted?", "");

        assertThat(outcome()).hasToString("Succeeded[result=false]");
        assertThat(outcomes).isEmpty();
    }

    @Test
    void anInterruptNeverReachesTheNextTask() throws InterruptedException {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            start("interrupt itself", "");
            outcome();
            start("interrupted?", "");
            seen.add(((Succeeded) outcome()).result().toString());
        }
        assertThat(seen).containsOnly("false");
    }

    private static final class JarLoader extends ClassLoader {
        Object load() throws Exception {
            String resource = JarTask.class.getName().replace('.', '/') + ".class";
            try (InputStream in = getResourceAsStream(resource)) {
                byte[] bytes = in.readAllBytes();
                Constructor<?> constructor = defineClass(JarTask.class.getName(), bytes, 0, bytes.length)
                        .getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            }
        }
    }

    @Test
    void theCodeOfATaskFindsItsOwnClassLoader() throws Exception {
        TaskRegistry registry = Samples.registry(new JarLoader().load());
        TaskRunner jar = new TaskRunner(registry, List.of(), new Random(1), 1000);
        try (TaskExecutor other =
                new TaskExecutor(jar, TaskRecord::input, TimeLimits::of, Clock.systemUTC(), Tracing.OFF)) {
            other.start(Samples.task("where", "[]", ""), outcomes::add, (s, m) -> {});

            assertThat(outcome()).hasToString("Succeeded[result=true]");
        }
    }

    @Test
    void aClosedExecutorInterruptsAndForgetsWhatRuns() throws InterruptedException {
        hanging("hang", "");

        executor.close();

        await().untilTrue(script.cleanedUp);
        start("return me", "");
        assertThat(outcomes).isEmpty();
    }
}

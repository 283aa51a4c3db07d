package io.talkoo.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.TaskInterceptor;
import io.talkoo.engine.internal.run.Outcome.Failed;
import io.talkoo.engine.internal.run.Outcome.Succeeded;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.protocol.ErrorTypes;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What interceptors see of an attempt; that they are called in order is in {@link TaskRunnerTest}. */
class InterceptorTest {
    private final ScriptedTask script = new ScriptedTask();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    private TaskRunner runner(TaskInterceptor... interceptors) {
        return new TaskRunner(
                Samples.registry(script), List.of(interceptors), new Random(1), Samples.SETTINGS.maxResultBytes());
    }

    private TaskInterceptor noting(String name) {
        return (context, next) -> {
            seen.add(name + " in");
            try {
                return next.proceed(failure -> seen.add(name + " ended: " + failure));
            } finally {
                seen.add(name + " out");
            }
        };
    }

    private void run(String act, TaskInterceptor... interceptors) {
        TaskRunner runner = runner(interceptors);
        runner.run(runner.prepare(
                Samples.task("script", "[\"" + act + "\"]", ""),
                () -> null,
                outcome -> {
                    seen.add("outcome");
                    outcomes.add(outcome);
                },
                (state, meta) -> {}));
    }

    @Test
    void whatIsInsideEndsFirstAndAllOfItBeforeTheOutcomeIsKnown() {
        run("return me", noting("outer"), noting("inner"));

        assertThat(seen)
                .containsExactly(
                        "outer in",
                        "inner in",
                        "inner ended: null",
                        "inner out",
                        "outer ended: null",
                        "outer out",
                        "outcome");
    }

    @Test
    void theEndingIsToldWhatTheTaskThrewARetryIncluded() {
        run("java.io.IOException", noting("it"));
        run("retry because", noting("it"));
        run("throwable", noting("it"));

        assertThat(seen)
                .filteredOn(line -> line.startsWith("it ended"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("java.io.IOException: as told"),
                        second -> assertThat(second).contains("RetryRequested"),
                        third -> assertThat(third).startsWith("it ended: java.lang.Throwable"));
    }

    @Test
    void anInterceptorThatFailsKeepsTheTaskAndThoseWithinItFromRunning() {
        run(
                "return me",
                noting("outer"),
                (context, next) -> {
                    throw new IllegalStateException("no tenant");
                },
                noting("inner"));

        assertThat(seen)
                .containsExactly(
                        "outer in", "outer ended: java.lang.IllegalStateException: no tenant", "outer out", "outcome");
        assertThat(((Failed) outcomes.remove()).error().message()).isEqualTo("no tenant");
    }

    @Test
    void anEndingThatFailsFailsTheTaskAndDoesNotHideWhatTheTaskThrew() {
        TaskInterceptor failing = (context, next) -> next.proceed(failure -> {
            throw new IOException("cannot be committed");
        });

        run("return me", failing);
        run("java.lang.IllegalStateException", failing);

        assertThat(((Failed) outcomes.remove()).error().type()).isEqualTo("java.io.IOException");
        assertThat(((Failed) outcomes.remove()).error())
                .satisfies(error -> assertThat(error.type()).isEqualTo("java.lang.IllegalStateException"))
                .satisfies(
                        error -> assertThat(error.traceback()).contains("Suppressed: java.io.IOException: cannot be"));
    }

    @Test
    void aTaskThatGoesOnWithoutItsThreadEndsLater() {
        run("later", noting("outer"), noting("inner"));
        assertThat(seen).containsExactly("outer in", "inner in", "inner out", "outer out");

        seen.clear();
        script.later.complete("done");

        assertThat(seen).containsExactly("inner ended: null", "outer ended: null", "outcome");
        assertThat(outcomes.remove()).hasToString("Succeeded[result=\"done\"]");
    }

    @Test
    void aTaskThatFailsWithoutItsThreadTellsSoToo() {
        run(
                "later",
                noting("it"),
                (context, next) -> next.proceed(failure -> {
                    throw new IOException("not rolled back");
                }));

        script.later.completeExceptionally(new IllegalStateException("late"));

        assertThat(seen).contains("it ended: java.lang.IllegalStateException: late");
        assertThat(((Failed) outcomes.remove()).error().traceback())
                .contains("Suppressed: java.io.IOException: not rolled back");
    }

    @Test
    void anEndingThatFailsLaterFailsTheTask() {
        run(
                "later",
                (context, next) -> next.proceed(failure -> {
                    throw new IOException("cannot be committed");
                }));

        script.later.complete("done");

        assertThat(((Failed) outcomes.remove()).error().type()).isEqualTo("java.io.IOException");
    }

    @Test
    void aRevokeReachesWhatWorksBehindTheInterceptors() throws Exception {
        try (TaskExecutor executor = new TaskExecutor(
                runner(noting("outer"), noting("inner")),
                task -> null,
                TimeLimits::of,
                Clock.systemUTC(),
                Tracing.OFF)) {
            RunHandle run =
                    executor.start(Samples.task("script", "[\"later\"]", ""), outcomes::add, (state, meta) -> {});
            run.terminate("enough");

            Failed failed = (Failed) outcomes.poll(30, TimeUnit.SECONDS);

            assertThat(failed.error().type()).isEqualTo(ErrorTypes.REVOKED);
        }
    }

    @Test
    void whatIsCancelledEndsAsThat() {
        List<Throwable> failures = new ArrayList<>();
        TaskRunner runner = runner((context, next) -> next.proceed(failures::add), noting("inner"));
        RunHandle run = runner.prepare(
                Samples.task("script", "[\"later\"]", ""), () -> null, outcomes::add, (state, meta) -> {});
        runner.run(run);

        run.terminate("enough");

        assertThat(script.later).isCancelled();
        assertThat(failures).singleElement().isInstanceOf(CancellationException.class);
        assertThat(outcomes.remove()).isInstanceOf(Failed.class);
    }

    @Test
    void aMapHasThemAroundEachOfItsItems() {
        List<String> items = new ArrayList<>();
        TaskRunner runner = runner((context, next) -> next.proceed(failure -> items.add("item")));

        String map = ", \"flow\": {\"map\": {\"items\": [\"return a\", \"return b\"]}}";

        Outcome outcome = runner.runNow(Samples.task("script", "[]", map), (state, meta) -> {});

        assertThat(outcome).isInstanceOf(Succeeded.class).hasToString("Succeeded[result=[\"a\",\"b\"]]");
        assertThat(items).hasSize(2);
    }
}

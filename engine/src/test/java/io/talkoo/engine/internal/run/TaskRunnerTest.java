package io.talkoo.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.RetryPolicy;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskInterceptor;
import io.talkoo.engine.internal.run.Outcome.Failed;
import io.talkoo.engine.internal.run.Outcome.Retry;
import io.talkoo.engine.internal.run.Outcome.Succeeded;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRunnerTest {
    private final ScriptedTask script = new ScriptedTask();
    private final TaskRegistry registry = Samples.registry(script);
    private final List<String> reported = new ArrayList<>();

    private TaskRunner runner(TaskInterceptor... interceptors) {
        return new TaskRunner(registry, List.of(interceptors), new Random(1), Samples.SETTINGS.maxResultBytes());
    }

    private Outcome run(TaskRunner runner, TaskRecord task) {
        List<Outcome> outcomes = new ArrayList<>();
        runner.run(runner.prepare(task, task::input, outcomes::add, (state, meta) -> reported.add(state + " " + meta)));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private Outcome run(String name, String act, int retries, String more) {
        return run(runner(), Samples.task(name, "[\"" + act + "\"]", more, retries));
    }

    private Outcome run(String act) {
        return run("script", act, 0, "");
    }

    @AfterEach
    void noInterruptIsLeftBehind() {
        Thread.interrupted();
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "return me | \"me\"",
                "return null | null",
                "interrupt itself | \"interrupted\"",
                "progress | \"done\""
            })
    void whatATaskReturnsIsItsResult(String act, String result) {
        assertThat(run(act))
                .isInstanceOfSatisfying(
                        Succeeded.class,
                        succeeded -> assertThat(succeeded.result()).hasToString(result));
    }

    @ParameterizedTest(name = "{0} fails with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang.IllegalStateException | java.lang.IllegalStateException | as told",
                "java.lang.InternalError | java.lang.InternalError | as told",
                "java.lang.LinkageError | java.lang.LinkageError | as told",
                "java.lang.InterruptedException | java.lang.InterruptedException | as told",
                "throwable | java.lang.Throwable | neither exception nor error",
                "memory | java.lang.OutOfMemoryError | small",
                "overflow | java.lang.StackOverflowError | ",
                "unmade class | java.lang.ExceptionInInitializerError | ",
                "rude | io.talkoo.engine.internal.run.ScriptedTask$Rude | (its getMessage() threw)",
                "return unwritable | talkoo.BadResult | the result cannot be written as JSON at outer.field: cannot be read",
                "return 10 MiB | talkoo.BadResult | the result is larger than 1048576 bytes of JSON",
                "return endless | talkoo.BadResult | the result is larger than 1048576 bytes of JSON",
            })
    void whateverATaskThrowsFailsItAlone(String act, String type, String message) {
        assertThat(run(act)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo(type);
            assertThat(failed.error().message()).isEqualTo(message);
        });
        assertThat(run("return me")).isInstanceOf(Succeeded.class);
    }

    @Test
    void aResultThatContainsItselfIsToldByItsPath() {
        assertThat(run("return itself")).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo(ErrorTypes.BAD_RESULT);
            assertThat(failed.error().message())
                    .startsWith("the result cannot be written as JSON")
                    .hasSizeLessThan(500);
        });
    }

    @Test
    void theTracebackIsWhereItWasThrownAndBounded() {
        Failed failed = (Failed) run("java.lang.IllegalStateException");
        assertThat(failed.error().traceback())
                .startsWith("java.lang.IllegalStateException: as told")
                .contains("ScriptedTask.fail");

        Failed overflow = (Failed) run("overflow");
        assertThat(overflow.error().traceback()).hasSizeBetween(10_000, Errors.LONGEST_TRACEBACK + 2);

        Failed rude = (Failed) run("rude");
        assertThat(rude.error().traceback())
                .startsWith(ScriptedTask.Rude.class.getName())
                .contains("ScriptedTask.fail");
    }

    @Test
    void storedArgumentsThatNoLongerFitFailTheTask() {
        assertThat(run(runner(), Samples.task("script", "[\"a\", \"b\"]", "")))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.error().type()).isEqualTo(ErrorTypes.BAD_ARGUMENTS);
                    assertThat(failed.error().message()).startsWith("script: expected at most 1 (act), got 2");
                });
    }

    @Test
    void anIgnoredResultIsNothingAndNotEvenWritten() {
        assertThat(run("script", "return unwritable", 0, ", \"ignoreResult\": true"))
                .isEqualTo(new Succeeded(JsonBytes.NULL));
    }

    @Test
    void progressIsReportedWhileItRuns() {
        run("progress");

        assertThat(reported).containsExactly("PROGRESS {\"current\":1}");
    }

    /** How a retry is decided: the task, what the submit says of retries, retries so far, what it throws, the outcome. */
    @ParameterizedTest(name = "{0} with {1} after {2} retries, {3}: {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                // nobody asked for it
                "script | | 0 | java.io.IOException | failed java.io.IOException",
                // the submit's policy counts for everything, its values win over the type's
                "script | {\"delay\": 4, \"jitter\": false} | 0 | java.io.IOException | retry in 4.0 java.io.IOException",
                "script | {\"delay\": 4, \"jitter\": false} | 2 | java.lang.LinkageError | retry in 16.0 java.lang.LinkageError",
                "script | {\"delay\": 4, \"jitter\": false} | 3 | java.io.IOException | failed java.io.IOException",
                "script | {\"maxRetries\": 0} | 0 | java.io.IOException | failed java.io.IOException",
                "script | {\"maxRetries\": -1, \"delay\": 1, \"backoff\": 1, \"jitter\": false} | 900 | java.io.IOException | retry in 1.0 java.io.IOException",
                "unhappy | {\"delay\": 4, \"jitter\": false} | 0 | java.io.IOException | retry in 4.0 java.io.IOException",
                "unhappy | {\"delay\": 4, \"jitter\": false} | 0 | java.lang.IllegalStateException | failed java.lang.IllegalStateException",
                // autoRetryFor, subclasses and exceptions to it
                "network | | 0 | java.io.IOException | retry in 10.0 java.io.IOException",
                "network | | 1 | java.io.EOFException | retry in 20.0 java.io.EOFException",
                "network | | 2 | java.io.IOException | failed java.io.IOException",
                "network | | 0 | java.io.FileNotFoundException | failed java.io.FileNotFoundException",
                "network | | 0 | java.lang.IllegalStateException | failed java.lang.IllegalStateException",
                "network | {\"maxRetries\": 7} | 2 | java.io.IOException | retry in 40.0 java.io.IOException",
                // asked for by the task
                "network | | 0 | retry | retry in 10.0 io.talkoo.engine.internal.run.RetryRequested",
                "network | | 2 | retry | failed io.talkoo.engine.MaxRetriesExceeded",
                "network | | 0 | retry because | retry in 10.0 java.io.IOException",
                "network | | 2 | retry because | failed java.io.IOException",
                "script | | 0 | retry in 7 s | retry in 7.0 java.io.IOException",
                "script | {\"maxRetries\": 0} | 0 | retry in 7 s | failed java.io.IOException",
                // what no retry can help
                "script | {\"delay\": 4} | 0 | return unwritable | failed talkoo.BadResult",
            })
    void retriesAreDecided(String name, String retry, int retries, String act, String expected) {
        Outcome outcome = run(name, act, retries, retry == null ? "" : ", \"retry\": " + retry);

        assertThat(described(outcome)).isEqualTo(expected);
    }

    private static String described(Outcome outcome) {
        return outcome instanceof Retry retry
                ? "retry in " + retry.delay().toMillis() / 1000.0 + " "
                        + retry.error().type()
                : "failed " + ((Failed) outcome).error().type();
    }

    @Test
    void aLambdaWithAPolicyIsRetriedForAnythingButItsExceptions() {
        TaskRegistry lambdas = Samples.registry(TaskDefinition.named("flaky")
                .retry(RetryPolicy.builder()
                        .delay(Duration.ofSeconds(2))
                        .jitter(false)
                        .build())
                .dontRetryFor(IllegalStateException.class)
                .input(Boolean.class)
                .handler(state -> {
                    throw state ? new IllegalStateException() : new IllegalArgumentException();
                }));
        TaskRunner runner = new TaskRunner(lambdas, List.of(), new Random(1), 1000);

        assertThat(described(run(runner, Samples.task("flaky", "[false]", ""))))
                .isEqualTo("retry in 2.0 java.lang.IllegalArgumentException");
        assertThat(described(run(runner, Samples.task("flaky", "[true]", ""))))
                .isEqualTo("failed java.lang.IllegalStateException");
    }

    @Test
    void interceptorsAreAroundTheTaskFromTheOutsideIn() {
        List<String> order = new ArrayList<>();
        TaskRunner runner = runner(
                (context, next) -> {
                    order.add("outer in " + context.name());
                    Object value = next.proceed();
                    order.add("outer out");
                    return value + "!";
                },
                (context, next) -> {
                    order.add("inner " + context.attempt());
                    return next.proceed();
                });

        Outcome outcome = run(runner, Samples.task("script", "[\"return me\"]", "", 1));

        assertThat(((Succeeded) outcome).result()).hasToString("\"me!\"");
        assertThat(order).containsExactly("outer in script", "inner 2", "outer out");
    }

    @Test
    void anInterceptorMayTurnAFailureIntoAResultAndFailTheTaskItself() {
        TaskInterceptor saving = (context, next) -> {
            try {
                return next.proceed();
            } catch (Exception e) {
                return "saved from " + e.getMessage();
            }
        };
        TaskInterceptor failing = (context, next) -> {
            throw new IOException("no transaction");
        };
        TaskRecord task = Samples.task("network", "[\"java.io.IOException\"]", "");

        assertThat(run(runner(saving), task)).hasToString("Succeeded[result=\"saved from as told\"]");
        assertThat(described(run(runner(failing), task))).isEqualTo("retry in 10.0 java.io.IOException");
    }

    @Test
    void throwablesOfAnyKindPassThroughInterceptors() {
        TaskRunner runner = runner((context, next) -> next.proceed());

        assertThat(described(run(runner, Samples.task("script", "[\"throwable\"]", ""))))
                .isEqualTo("failed java.lang.Throwable");
    }

    @Test
    void aStageEndsTheAttemptWhenItIsDone() {
        List<Outcome> outcomes = new ArrayList<>();
        TaskRunner runner = runner();
        runner.run(runner.prepare(Samples.task("script", "[\"later\"]", ""), () -> null, outcomes::add, (s, m) -> {}));
        assertThat(outcomes).isEmpty();

        script.later.complete(List.of(1, 2));

        assertThat(outcomes).singleElement().hasToString("Succeeded[result=[1,2]]");
    }

    @Test
    void aStageThatFailsIsAFailureOfTheTask() {
        List<Outcome> outcomes = new ArrayList<>();
        TaskRunner runner = runner();
        runner.run(runner.prepare(Samples.task("network", "[\"later\"]", ""), () -> null, outcomes::add, (s, m) -> {}));

        script.later.completeExceptionally(new CompletionException(new IOException("late")));

        assertThat(described(outcomes.get(0))).isEqualTo("retry in 10.0 java.io.IOException");
    }

    @Test
    void theLateValueOfAStageHasToBeWritableToo() {
        script.later.complete(new ScriptedTask.Unwritable());

        assertThat(described(run("later"))).isEqualTo("failed talkoo.BadResult");
    }

    @Test
    void oneThatCannotHandOnItsOutcomeHarmsNobody() {
        TaskRunner runner = runner();
        runner.run(runner.prepare(
                Samples.task("script", "[\"return me\"]", ""),
                () -> null,
                outcome -> {
                    throw new IllegalStateException("the actor is gone");
                },
                (s, m) -> {}));

        assertThat(run("return me")).isInstanceOf(Succeeded.class);
    }

    @Test
    void anAttemptInTheCallingThreadIsWaitedForToItsEnd() {
        Thread caller = Thread.currentThread();
        TaskRegistry lambdas = Samples.registry(
                TaskDefinition.named("here").handler(() -> Thread.currentThread() == caller),
                TaskDefinition.named("later").handler(() -> CompletableFuture.supplyAsync(() -> List.of(1, 2))));
        TaskRunner runner = new TaskRunner(lambdas, List.of(), new Random(1), 1000);

        assertThat(runner.runNow(Samples.task("here", "[]", ""), (s, m) -> {})).hasToString("Succeeded[result=true]");
        assertThat(runner.runNow(Samples.task("later", "[]", ""), (s, m) -> {})).hasToString("Succeeded[result=[1,2]]");
    }

    @Test
    void anUnknownTaskIsRefused() {
        TaskRecord unknown = Samples.task("unknown", "[]", "");

        assertThatThrownBy(() -> runner().runNow(unknown, (s, m) -> {})).isInstanceOf(TalkooException.class);
    }
}

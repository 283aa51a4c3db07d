package io.talkoo.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.TaskInterceptor;
import io.talkoo.engine.internal.run.Outcome.Succeeded;
import io.talkoo.engine.internal.task.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRunnerTest {
    private final ScriptedTask script = new ScriptedTask();
    private final TaskRegistry registry = Samples.registry(script);
    private final List<String> reported = new ArrayList<>();

    private TaskRunner runner(TaskInterceptor... interceptors) {
        return new TaskRunner(registry, List.of(interceptors), new Random(1), Samples.SETTINGS.maxResultBytes());
    }

    private Outcome run(TaskRunner runner, TaskRecord task, int retries) {
        List<Outcome> outcomes = new ArrayList<>();
        runner.run(runner.prepare(task, retries, outcomes::add, (state, meta) -> reported.add(state + " " + meta)));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private Outcome run(String name, String act, int retries, String more) {
        return run(runner(), Samples.task(name, "[\"" + act + "\"]", more), retries);
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
}

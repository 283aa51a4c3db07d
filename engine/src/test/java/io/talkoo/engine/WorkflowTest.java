package io.talkoo.engine;

import static io.talkoo.engine.Signature.chain;
import static io.talkoo.engine.Signature.chord;
import static io.talkoo.engine.Signature.group;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.testkit.TestEngine;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workflows made in Java. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkflowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestEngine test;
    private TypedTask.Of2<Integer, Integer, Integer> add;
    private TypedTask.Of1<List<Integer>, Integer> sum;

    static final class MathTasks {
        @Task
        int add(int a, int b) {
            return a + b;
        }

        @Task
        int sum(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).sum();
        }

        @Task
        int fail(int number) {
            throw new IllegalStateException("no " + number);
        }
    }

    @BeforeAll
    void start() {
        test = TestEngine.start(builder -> builder.tasks(new MathTasks()));
        add = test.engine().task(MathTasks::add);
        sum = test.engine().task(MathTasks::sum);
    }

    @AfterAll
    void stop() {
        test.close();
    }

    @Test
    void aChainHandsResultsOn() {
        assertThat(chain(add.s(5, 10), add.s(2)).applyAsync().get(PATIENCE)).isEqualTo(17);
    }

    @Test
    void aGroupBringsTheListAndAChordsBodyTakesIt() {
        List<Signature<Integer>> header =
                IntStream.range(0, 100).mapToObj(n -> add.s(n, 1)).toList();

        assertThat(group(add.s(1, 1), add.s(2, 2)).applyAsync().get(PATIENCE)).containsExactly(2, 4);
        WorkflowHandle<Integer> chord = chord(header, sum.s()).applyAsync();
        assertThat(chord.get(PATIENCE)).isEqualTo(5050);
        assertThat(chord.completedCount()).isEqualTo(101);
    }

    @Test
    void aStepThatFailsFailsTheWorkflow() {
        var fail = test.engine().task(MathTasks::fail);

        assertThatThrownBy(() ->
                        chain(add.s(1, 1), fail.s(), add.s(1)).applyAsync().get(PATIENCE))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("fail");
    }

    @Test
    void aChainOfAThousandStepsWorks() {
        Signature<Integer> all = add.s(0, 1);
        for (int i = 1; i < 1000; i++) {
            all = all.then(add.s(1));
        }

        assertThat(all.applyAsync().get(Duration.ofSeconds(60))).isEqualTo(1000);
    }

    @Test
    void optionsOfASignatureHoldAsSaidLast() {
        Signature<Integer> signature = add.s(1, 2)
                .with(TaskOptions.none().queue("first").priority(1))
                .with(TaskOptions.none().queue("last"));

        assertThat(signature.canvas().task().queue()).isEqualTo("last");
        assertThat(signature.canvas().task().priority()).isEqualTo(1);
    }
}

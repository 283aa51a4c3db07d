package io.talkoo.engine;

import static io.talkoo.engine.Signature.chain;
import static io.talkoo.engine.Signature.chord;
import static io.talkoo.engine.Signature.group;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** Tasks that submit tasks. */
    static final class ParentTasks {
        private TaskEngine engine;

        @Task
        String submit(int number) {
            return engine.task(MathTasks::add).delay(number, 1).id();
        }

        @Task
        String submitChain(int number) {
            var add = engine.task(MathTasks::add);
            return chain(add.s(number, 1), add.s(1)).applyAsync().id();
        }

        @Task
        int waitFor(int number) {
            return engine.task(MathTasks::add).delay(number, 1).get(PATIENCE);
        }

        @Task
        int blockFor(TaskContext context, int number) throws Exception {
            var handle = engine.task(MathTasks::add).delay(number, 1);
            return context.blocking(() -> handle.get(PATIENCE));
        }
    }

    @BeforeAll
    void start() {
        ParentTasks parents = new ParentTasks();
        test = TestEngine.start(builder -> builder.tasks(new MathTasks()).tasks(parents));
        parents.engine = test.engine();
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
    void aHandleShowsWhatItIsMadeOf() {
        WorkflowHandle<Integer> chain = chain(add.s(1, 1), add.s(2), add.s(3)).applyAsync();
        WorkflowHandle<List<Integer>> group = group(add.s(1, 1), add.s(2, 2)).applyAsync();
        chain.get(PATIENCE);
        group.get(PATIENCE);

        assertThat(chain.children())
                .extracting(child -> child.get(PATIENCE).intValue())
                .containsExactly(2, 4, 7);
        assertThat(chain.parent().orElseThrow().get(PATIENCE).intValue()).isEqualTo(4);
        assertThat(group.results()).extracting(JsonNode::intValue).containsExactly(2, 4);
        assertThat(group.parent()).isEmpty();
    }

    @Test
    void resultsAreWaitedForTogether() {
        ResultSet<Integer> sums = ResultSet.of(List.of(add.delay(1, 1), add.delay(2, 2)))
                .with(chain(add.s(1, 1), add.s(4)).applyAsync());

        assertThat(sums.join(PATIENCE)).containsExactly(2, 4, 6);
        assertThat(sums.completedCount()).isEqualTo(3);
        assertThat(sums.successful()).isTrue();

        ResultSet<Integer> failing =
                sums.with(test.engine().task(MathTasks::fail).delay(1));
        assertThatThrownBy(() -> failing.join(PATIENCE)).isInstanceOf(TaskFailedException.class);
        assertThat(failing.ready()).isTrue();
        assertThat(failing.failed()).isTrue();
        assertThat(failing.completedCount()).isEqualTo(3);
    }

    @Test
    void whatATaskSubmitsIsItsChild() {
        TaskHandle<String> parent = test.engine().task(ParentTasks::submit).delay(1);
        var child = test.engine().handle(parent.get(PATIENCE));
        TaskHandle<String> parentOfChain =
                test.engine().task(ParentTasks::submitChain).delay(1);
        var chain = test.engine().workflow(parentOfChain.get(PATIENCE), Integer.class);

        assertThat(child.parent().orElseThrow().id()).isEqualTo(parent.id());
        assertThat(parent.children()).extracting(TaskHandle::id).containsExactly(child.id());
        assertThat(chain.get(PATIENCE)).isEqualTo(3);
        assertThat(chain.tasks().get(0).parent().orElseThrow().id()).isEqualTo(parentOfChain.id());
        assertThat(chain.tasks().get(1).status().rootId()).isEqualTo(parentOfChain.id());
    }

    @Test
    void aTaskThatWaitsForAnotherOneIsAnErrorUnlessItSaysSo() {
        var waits = test.engine().task(ParentTasks::waitFor).delay(1);

        assertThatThrownBy(() -> waits.get(PATIENCE))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("TaskContext.blocking");
        assertThat(test.engine().task(ParentTasks::blockFor).delay(1).get(PATIENCE))
                .isEqualTo(2);
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

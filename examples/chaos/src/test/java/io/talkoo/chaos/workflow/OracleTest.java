package io.talkoo.chaos.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.talkoo.chaos.tasks.Step;
import io.talkoo.chaos.tasks.Step.Does;
import io.talkoo.chaos.tasks.TaskNames;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Canvases;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final TextNode A = TextNode.valueOf("a");

    @Test
    void aStepTakesTheResultOfTheOneBefore() throws Exception {
        Expected expected = Oracle.of(Canvas.chain(List.of(step("a", null), step("b", null))));

        assertThat(expected.end())
                .isEqualTo(new End.Value(TextNode.valueOf(step("b").result(A))));
        assertThat(expected.succeeded()).isEqualTo(2);
    }

    @Test
    void aBodyTakesTheListAndFailsWithItsHeader() throws Exception {
        Canvas header = Canvas.group(List.of(step("b", null)));
        Expected good = Oracle.of(Canvas.chord(List.of(step("a", null), header), step("c", null)));
        Expected bad = Oracle.of(Canvas.chord(List.of(step("a", Does.FAIL), step("b", Does.FAIL)), step("c", null)));

        var list = JsonNodeFactory.instance.arrayNode().add("a").add("b");
        assertThat(good.end())
                .isEqualTo(new End.Value(TextNode.valueOf(step("c").result(list))));
        assertThat(bad.end()).isEqualTo(new End.Failed(Set.of("a", "b")));
        assertThat(bad.failed()).isEqualTo(3);
        assertThat(bad.steps().get("c").runs()).isEmpty();
    }

    @Test
    void aCallbackIsATaskOnceItIsCalledAndIsNotCounted() throws Exception {
        Canvas linked = step("a", null).linked(List.of(step("b", null)), List.of(step("c", null)));
        Canvas failing = step("a", Does.FAIL).linked(List.of(step("b", null)), List.of(step("c", null)));

        assertThat(Oracle.of(linked).steps()).containsOnlyKeys("a", "b");
        assertThat(Oracle.of(linked).succeeded()).isEqualTo(1);
        assertThat(Oracle.of(failing).steps()).containsOnlyKeys("a", "c");
        assertThat(Oracle.of(failing).steps().get("a").state()).isEqualTo(States.FAILURE);
    }

    @Test
    void allRandomWorkflowsAreSuchAsTheContractAllows() {
        for (int seed = 0; seed < 2000; seed++) {
            Canvas canvas = new RandomCanvas("w", new Random(seed)).make();

            assertThat(Canvases.check(canvas)).as("seed %d", seed).isEqualTo(canvas);
            assertThat(Oracle.of(canvas).steps().size()).as("seed %d", seed).isLessThan(200);
        }
    }

    private static Step step(String key) {
        return new Step(key, 0, null, null);
    }

    private static Canvas step(String key, Does does) throws Exception {
        JsonBytes args = JsonBytes.write(List.of(new Step(key, 0, does, null)));
        return Canvas.of(TaskRequest.named(TaskNames.NEXT).args(args).build());
    }
}

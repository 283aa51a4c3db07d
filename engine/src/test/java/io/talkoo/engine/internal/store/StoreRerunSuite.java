package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.Steps.NOW;
import static io.talkoo.engine.internal.store.Steps.before;
import static io.talkoo.engine.internal.store.Steps.group;
import static io.talkoo.engine.internal.store.Steps.member;
import static io.talkoo.engine.internal.store.Steps.step;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.JsonBytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that were revoked while they waited, and run again; and what is kept for those that may. */
abstract class StoreRerunSuite extends FlowSuite {
    /** A step behind another one, which is its parent. */
    private TaskRecord behind(int parent, int number, Flow flow) {
        return TaskState.submitted(
                task(id(number)).parent(id(parent), id(1)).flow(flow).spec());
    }

    private void chain() {
        insert(step(id(1), before(id(2))), behind(1, 2, Steps.behindOne(id(3))), behind(2, 3, Steps.behindOne()));
    }

    @Test
    void aStepThatWasRevokedTooEarlyGetsItsInput() {
        chain();
        get(revoking(2));
        succeed(1, "7");
        assertThat(phase(2)).isEqualTo(Phase.REVOKED);
        assertUpstreamFailed(3, id(2));

        rerun(2);

        assertThat(phase(2)).isEqualTo(Phase.PENDING);
        assertThat(row(2).task().input()).isEqualTo(JsonBytes.of("7"));
        assertThat(toRun()).containsExactly(id(2));
        assertThat(phase(3)).isEqualTo(Phase.BLOCKED);
        succeed(2, "8");
        assertThat(row(3).task().input()).isEqualTo(JsonBytes.of("8"));
    }

    @Test
    void aStepThatRunsAgainBeforeItsInputIsThereWaitsForIt() {
        chain();
        get(revoking(2));

        rerun(2);

        assertThat(phase(2)).isEqualTo(Phase.BLOCKED);
        assertThat(toRun()).isEmpty();
        succeed(1, "7");
        assertThat(row(2).task().input()).isEqualTo(JsonBytes.of("7"));
        assertThat(toRun()).containsExactly(id(2));
    }

    @Test
    void anInputThatEndsInTheBatchOfTheRerunIsThereOnce() throws Exception {
        chain();
        get(revoking(2));

        all(inOneBatch(() -> List.of(succeeding(1, "7"), rerunning(2))));

        assertThat(phase(2)).isEqualTo(Phase.PENDING);
        assertThat(row(2).task().input()).isEqualTo(JsonBytes.of("7"));
    }

    @Test
    void aStepWhoseInputFailedMeanwhileFailsAgainAndIsOpenOnceThatIsMended() {
        chain();
        get(revoking(2));
        fail(1, "no");

        rerun(2);

        assertUpstreamFailed(2, id(1));
        assertUpstreamFailed(3, id(1));
        rerun(1);
        assertThat(phase(2)).isEqualTo(Phase.BLOCKED);
        succeed(1, "7");
        assertThat(row(2).task().input()).isEqualTo(JsonBytes.of("7"));
    }

    @Test
    void aBodyThatRunsAgainWaitsForThoseOfItsHeaderThatAreLeft() {
        chord(3);
        succeed(1, "1");
        get(revoking(0));
        succeed(2, "2");

        rerun(0);

        assertThat(phase(0)).isEqualTo(Phase.BLOCKED);
        succeed(3, "3");
        assertThat(phase(0)).isEqualTo(Phase.PENDING);
        assertThat(get(store.queries().gathered(id(0)))).isEqualTo(JsonBytes.of("[1,2,3]"));
    }

    @Test
    void aBodyThatRunsAgainStartsAtOnceWhereTheListIsThere() {
        chord(2);
        get(revoking(0));
        succeed(1, "1");
        succeed(2, "2");

        rerun(0);

        assertThat(phase(0)).isEqualTo(Phase.PENDING);
        assertThat(toRun()).containsExactly(id(0));
    }

    @Test
    void aBodyThatRunsAgainRemembersAFailureOfItsHeader() {
        chord(2);
        get(revoking(0));
        fail(1, "no");

        rerun(0);
        assertThat(phase(0)).isEqualTo(Phase.BLOCKED);
        succeed(2, "2");

        assertUpstreamFailed(0, id(1));
    }

    @Test
    void aStepThatWasRevokedOnceItHadItsInputRunsAgainWithIt() {
        chord(2);
        succeed(1, "1");
        succeed(2, "2");
        get(revoking(0));

        rerun(0);

        assertThat(phase(0)).isEqualTo(Phase.PENDING);
    }

    @Test
    void aListForSeveralIsKeptUntilTheLastOfThemHasEndedWell() {
        insert(
                step(id(1), member(id(8), 0)),
                TaskState.submitted(task(id(8))
                        .name(TaskSpec.GROUP)
                        .parent(null, id(1))
                        .flow(group(id(8), 1, id(2), id(3)))
                        .spec()),
                behind(8, 2, Steps.flow(new String[0], 1, null, 0, id(8), false)),
                behind(8, 3, Steps.flow(new String[0], 1, null, 0, id(8), false)));
        succeed(1, "1");
        succeed(2, "2");

        assertThat(purged()).as("the step that has ended").isEqualTo(1);
        assertThat(get(store.queries().gathered(id(8)))).isEqualTo(JsonBytes.of("[1]"));
        succeed(3, "3");

        assertThat(purged()).as("the other one, and the list").isEqualTo(2);
        assertThat(purged()).as("its member").isEqualTo(1);
    }

    private int purged() {
        return get(store.purge(NOW.plusSeconds(1_000_000), 100));
    }
}

package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.Steps.NOW;
import static io.talkoo.engine.internal.store.Steps.before;
import static io.talkoo.engine.internal.store.Steps.behindOne;
import static io.talkoo.engine.internal.store.Steps.group;
import static io.talkoo.engine.internal.store.Steps.member;
import static io.talkoo.engine.internal.store.Steps.step;
import static io.talkoo.engine.internal.store.Steps.workflow;
import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.task.Workflow;
import io.talkoo.protocol.JsonBytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import scala.concurrent.Future;

/** Rows that wait for others, and the ends that release them. */
abstract class StoreFlowSuite extends FlowSuite {
    @Test
    void aStepIsReleasedWithTheResultOfTheOneBefore() {
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));
        assertThat(phase(2)).isEqualTo(Phase.BLOCKED);

        succeed(1, "7");

        assertThat(row(2).task().phase()).isEqualTo(Phase.PENDING);
        assertThat(row(2).task().input()).isEqualTo(JsonBytes.of("7"));
        assertThat(row(2).revision()).isEqualTo(2);
        assertThat(toRun()).containsExactly(id(2));
    }

    @Test
    void workflowsAreListedByTheirResultsPageByPage() {
        insert(step(id(11), before(id(12))), step(id(12), behindOne()));
        insert(step(id(13), before(id(14))), step(id(14), behindOne()));
        chord(3);
        get(store.save(task(id(9)).build(), 1));

        TaskQueries.Page first = get(store.queries().workflows(null, 2));
        TaskQueries.Page second = get(store.queries().workflows(first.next(), 2));

        assertThat(Stream.concat(first.tasks().stream(), second.tasks().stream())
                        .map(stored -> stored.task().id()))
                .containsExactly(id(14), id(12), id(0));
        assertThat(second.next()).isNull();
    }

    @Test
    void theLastMemberReleasesTheBodyAndNoneBeforeIt() {
        chord(3);

        succeed(1, "1");
        succeed(3, "3");
        assertThat(row(0)).extracting(StoredTask::revision).isEqualTo(1L);
        assertThat(toRun()).isEmpty();
        succeed(2, "2");

        assertThat(phase(0)).isEqualTo(Phase.PENDING);
        assertThat(toRun()).containsExactly(id(0));
        assertThat(get(store.queries().gathered(id(0)))).isEqualTo(JsonBytes.of("[1,2,3]"));
    }

    @Test
    void membersThatEndInOneBatchAreCountedTogether() throws Exception {
        chord(3);

        all(inOneBatch(() -> List.of(succeeding(1, "1"), succeeding(2, "2"), succeeding(3, "3"))));

        assertThat(phase(0)).isEqualTo(Phase.PENDING);
        assertThat(row(0).revision()).isEqualTo(2);
    }

    @Test
    void aMemberThatFailsEndsTheBodyOnceAllHaveEnded() {
        chord(2, id(9));

        fail(1, "no");
        assertThat(phase(0)).isEqualTo(Phase.BLOCKED);
        succeed(2, "2");

        assertUpstreamFailed(0, id(1));
        assertUpstreamFailed(9, id(1));
        assertThat(toRun()).isEmpty();
        assertThat(effects().stream().flatMap(each -> each.ended().stream())).containsExactly(id(0), id(9));
    }

    @Test
    void ofTwoFailuresTheFirstOneIsNamed() {
        chord(3);

        fail(2, "first");
        fail(1, "second");
        succeed(3, "3");

        assertUpstreamFailed(0, id(2));
    }

    @Test
    void twoFailuresInOneBatchEndTheBodyOnce() throws Exception {
        chord(2, id(9));

        all(inOneBatch(() -> List.of(failing(1), failing(2))));

        assertUpstreamFailed(0, id(1));
        assertUpstreamFailed(9, id(1));
        assertThat(row(0).revision()).isEqualTo(3);
    }

    @Test
    void aBatchThatIsWrittenRowByRowCountsEachEndOnce() throws Exception {
        chord(3);

        List<Future<?>> outcomes = inOneBatch(() ->
                List.of(succeeding(1, "1"), store.save(task(id(20)).name(null).build(), 1), succeeding(2, "2")));
        get(outcomes.get(0));
        get(outcomes.get(2));
        assertThatThrownBy(() -> get(outcomes.get(1))).isInstanceOf(AssertionError.class);

        assertThat(phase(0)).isEqualTo(Phase.BLOCKED);
        succeed(3, "3");
        assertThat(phase(0)).isEqualTo(Phase.PENDING);
        assertThat(toRun()).containsExactly(id(0));
    }

    @Test
    void anEndThatCannotBeWrittenReleasesNothingAndTellsNobody() {
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));
        store.onEnds(
                ended -> List.of(step(id(30), before()), task(id(31)).name(null).build()), effects::add);

        assertThatThrownBy(() -> succeed(1, "1")).isInstanceOf(AssertionError.class);
        save(task(id(40)));

        assertThat(phase(1)).isEqualTo(Phase.PENDING);
        assertThat(phase(2)).isEqualTo(Phase.BLOCKED);
        assertThat(get(store.load(id(30)))).isEmpty();
        assertThat(toRun()).isEmpty();
    }

    @Test
    void whatAnEndCallsIsInsertedWithIt() {
        insert(step(id(1), before()));
        store.onEnds(ended -> ended.id().equals(id(1)) ? List.of(step(id(30), before())) : List.of(), effects::add);

        succeed(1, "1");

        assertThat(phase(30)).isEqualTo(Phase.PENDING);
        assertThat(toRun()).containsExactly(id(30));
    }

    @Test
    void aWorkflowThatIsThereAlreadyIsLeftAsItIs() {
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));
        succeed(1, "1");

        assertThatThrownBy(() -> insert(step(id(1), before(id(3))), step(id(3), behindOne())))
                .isInstanceOf(RevisionConflictException.class);

        assertThat(get(store.load(id(3)))).isEmpty();
        assertThat(phase(1)).isEqualTo(Phase.SUCCESS);
    }

    @Test
    void ofAWorkflowThatIsPartlyThereNothingIsStored() throws Exception {
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));
        succeed(1, "1");
        get(store.delete(id(1)));

        List<Future<?>> outcomes = inOneBatch(() -> List.of(
                store.insert(workflow(step(id(1), before(id(2))), step(id(2), behindOne()))),
                store.insert(workflow(step(id(5), before())))));

        assertThatThrownBy(() -> get(outcomes.get(0))).isInstanceOf(RevisionConflictException.class);
        get(outcomes.get(1));
        assertThat(get(store.load(id(1)))).isEmpty();
        assertThat(phase(2)).isEqualTo(Phase.PENDING);
    }

    @Test
    void aMemberThatRunsAgainIsWaitedForAgain() {
        chord(2, id(9));
        fail(1, "no");
        succeed(2, "2");

        rerun(1);
        assertThat(phase(0)).isEqualTo(Phase.BLOCKED);
        assertThat(phase(9)).isEqualTo(Phase.BLOCKED);
        succeed(1, "1");

        assertThat(phase(0)).isEqualTo(Phase.PENDING);
        succeed(0, "0");
        assertThat(phase(9)).isEqualTo(Phase.PENDING);
    }

    @Test
    void aMemberThatRunsAgainBesideAFailedOneDoesNotMendTheBody() {
        chord(2);
        fail(1, "no");
        fail(2, "neither");

        rerun(1);
        succeed(1, "1");

        assertUpstreamFailed(0, id(2));
        rerun(2);
        succeed(2, "2");
        assertThat(phase(0)).isEqualTo(Phase.PENDING);
    }

    @Test
    void anEndInTheBatchOfAnothersRerunIsCountedOnce() throws Exception {
        chord(3);
        fail(1, "no");

        all(inOneBatch(() -> List.of(rerunning(1), succeeding(2, "2"))));
        succeed(3, "3");

        assertThat(phase(0)).isEqualTo(Phase.BLOCKED);
        succeed(1, "1");
        assertThat(phase(0)).isEqualTo(Phase.PENDING);
    }

    @Test
    void aBodyThatWasReplacedWaitsForWhatReplacesItWhenThatRunsAgain() {
        chord(2);
        succeed(1, "1");
        succeed(2, "2");
        get(store.save(Steps.replaced(row(0), workflow(step(id(50), before(id(0))))), row(0).revision() + 1));
        fail(50, "no");
        assertThat(phase(0)).isEqualTo(Phase.FAILURE);

        rerun(50);
        assertThat(phase(0)).isEqualTo(Phase.GATHERING);
        succeed(50, "\"mended\"");

        assertThat(row(0).task().phase()).isEqualTo(Phase.SUCCESS);
        assertThat(row(0).task().result()).isEqualTo(JsonBytes.of("\"mended\""));
    }

    @Test
    void aReplacementThatWasGivenUpDoesNotSpeakForTheNextOne() {
        insert(step(id(1), before()));
        replace(1, 50);
        get(store.save(TaskState.revoked(row(1).task(), "no more", NOW), row(1).revision() + 1));
        rerun(1);
        replace(1, 51);

        succeed(50, "50");
        assertThat(phase(1)).isEqualTo(Phase.GATHERING);
        succeed(51, "51");

        assertThat(row(1).task().result()).isEqualTo(JsonBytes.of("51"));
    }

    private void replace(int number, int by) {
        Workflow replacement = workflow(step(id(by), before(id(number))));
        get(store.save(Steps.replaced(row(number), replacement), row(number).revision() + 1));
    }

    @Test
    void aRevokeAndAReleaseInOneBatchLeaveTheStepRevoked() throws Exception {
        insert(step(id(1), before(id(2))), step(id(2), behindOne(id(3))), step(id(3), behindOne()));

        all(inOneBatch(() -> List.of(succeeding(1, "1"), revoking(2))));

        assertThat(phase(2)).isEqualTo(Phase.REVOKED);
        assertUpstreamFailed(3, id(2));
        assertThat(toRun()).isEmpty();
    }

    @Test
    void aRevokeBasedOnWhatAStepWasBeforeItsReleaseIsAConflict() {
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));
        TaskRecord revoked = TaskState.revoked(row(2).task(), "no more", NOW);
        succeed(1, "1");

        assertThatThrownBy(() -> get(store.save(revoked, 2))).isInstanceOf(RevisionConflictException.class);

        assertThat(phase(2)).isEqualTo(Phase.PENDING);
    }

    @Test
    void aGroupsFailureNamesItsMemberToWhatComesBehindIt() {
        insert(
                step(id(1), member(id(8), 0)),
                step(id(2), member(id(8), 1)),
                step(id(8), group(id(8), 2, id(9))),
                step(id(9), behindOne()));

        succeed(1, "1");
        fail(2, "no");

        assertThat(row(8).task().error().message()).isEqualTo("no");
        assertUpstreamFailed(9, id(2));
    }

    @Test
    void aGroupWithAFailureHasFailedEvenIfAMemberWasRevokedBefore() throws Exception {
        insert(step(id(1), member(id(8), 0)), step(id(2), member(id(8), 1)), step(id(8), group(id(8), 2)));

        get(revoking(1));
        fail(2, "no");

        assertThat(phase(8)).isEqualTo(Phase.FAILURE);
        assertThat(row(8).task().error().message()).isEqualTo("no");
    }

    @Test
    void aGroupWhoseMembersWereRevokedIsRevoked() throws Exception {
        insert(step(id(1), member(id(8), 0)), step(id(2), member(id(8), 1)), step(id(8), group(id(8), 2)));

        get(revoking(1));
        succeed(2, "2");

        assertThat(phase(8)).isEqualTo(Phase.REVOKED);
    }

    @Test
    void aGroupWithoutMembersReleasesWhatWaitsForIt() {
        insert(step(id(1), group(id(1), 0, id(2))), step(id(2), behindOne()));

        assertThat(phase(1)).isEqualTo(Phase.SUCCESS);
        assertThat(phase(2)).isEqualTo(Phase.PENDING);
        assertThat(toRun()).containsExactly(id(2));
    }

    @Test
    void aGroupWithoutMembersWithinAGroupHasItsPlace() {
        insert(
                step(id(1), Steps.flow(new String[] {id(8)}, 0, id(8), 0, id(1), true)),
                step(id(2), member(id(8), 1)),
                step(id(8), group(id(8), 2)));

        succeed(2, "2");

        assertThat(phase(8)).isEqualTo(Phase.SUCCESS);
        assertThat(get(store.queries().gathered(id(8)))).isEqualTo(JsonBytes.of("[[],2]"));
    }

    @Test
    void aGroupWithinAGroupIsAListWithinTheListAndWhatWasForgottenIsNull() {
        insert(
                step(id(1), member(id(7), 0)),
                step(id(7), Steps.flow(new String[] {id(8)}, 1, id(8), 0, id(7), true)),
                step(id(2), member(id(8), 1)),
                step(id(8), group(id(8), 2)));
        succeed(1, "1");
        succeed(2, "2");
        assertThat(get(store.queries().gathered(id(8)))).isEqualTo(JsonBytes.of("[[1],2]"));

        get(store.delete(id(2)));

        assertThat(get(store.queries().gathered(id(8)))).isEqualTo(JsonBytes.of("[[1],null]"));
    }

    @Test
    void whatIsGatheredIsKeptAsLongAsWhoGathersIt() {
        chord(2);
        succeed(1, "1");
        succeed(2, "2");

        assertThat(get(store.purge(NOW.plusSeconds(1_000_000), 100))).isZero();
        succeed(0, "0");

        assertThat(get(store.purge(NOW.plusSeconds(1_000_000), 100))).isEqualTo(1);
        assertThat(get(store.purge(NOW.plusSeconds(1_000_000), 100))).isEqualTo(2);
    }

    @Test
    void theTreeGoesWithTheRowOfTheResult() {
        insert(step(id(1), before(id(2))), step(id(2), behindOne()));
        assertThat(get(store.queries().tree(id(2)))).isPresent();

        get(store.delete(id(1)));
        assertThat(get(store.queries().tree(id(2)))).isPresent();
        get(store.delete(id(2)));

        assertThat(get(store.queries().tree(id(2)))).isEmpty();
    }

    /** A body, row 0, that waits for rows 1 to {@code members}; {@code behind} wait for it. */
}

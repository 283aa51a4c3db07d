package io.talkoo.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.talkoo.chaos.history.Kind;
import io.talkoo.protocol.States;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private final FabricatedHistory history = new FabricatedHistory();

    @Test
    void aTaskThatRanOnceAndEndedIsFine() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .seen("a", States.SUCCESS, "a/0/0/node-1", 0.3)
                .row("a", States.SUCCESS, "a/0/0/node-1", 0.3);
        assertClean();
    }

    @Test
    void anAcknowledgedTaskWithoutARowIsLost() {
        history.acknowledged("a", Kind.SHORT, 0);
        assertOnly(Promise.LOST, "a");
    }

    @Test
    void anAcknowledgedTaskThatNeverEndedIsLost() {
        history.acknowledged("a", Kind.SHORT, 0).open("a");
        assertOnly(Promise.LOST, "a");
    }

    @Test
    void aSubmitThatNobodyAcknowledgedMayBeGone() {
        history.submitted("a", Kind.SHORT, 0);
        assertClean();
    }

    @Test
    void aTaskThatFailsThoughItShouldNotHasAWrongEnd() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .row("a", States.FAILURE, 0.3);
        assertOnly(Promise.WRONG_END, "a");
    }

    @Test
    void aRowThatNobodySubmittedIsAPhantom() {
        history.row("ghost", States.SUCCESS, 1);
        assertOnly(Promise.PHANTOM, "ghost");
    }

    @Test
    void aRunThatNobodySubmittedIsAPhantom() {
        history.ran("ghost", 0, 0, "node-1", 0, 1);
        assertOnly(Promise.PHANTOM, "ghost");
    }

    @Test
    void anEndThatWasToldAndIsNowAnotherWasRewritten() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .ran("a", 1, 0, "node-2", 0.1, 0.2)
                .seen("a", States.SUCCESS, "a/0/0/node-1", 0.3)
                .row("a", States.SUCCESS, "a/1/0/node-2", 0.3);
        assertOnly(Promise.REWRITTEN, "a");
    }

    @Test
    void anEndWithAnotherTimeThanItWasToldWasRewritten() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .seen("a", States.SUCCESS, "a/0/0/node-1", 0.3)
                .row("a", States.SUCCESS, "a/0/0/node-1", 0.4);
        assertOnly(Promise.REWRITTEN, "a");
    }

    @Test
    void aResultOfNoRunIsForeign() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .seen("a", States.SUCCESS, "elsewhere", 0.3)
                .row("a", States.SUCCESS, "elsewhere", 0.3);
        assertOnly(Promise.FOREIGN_RESULT, "a");
    }

    @Test
    void aRunAfterTheRecordedEndIsFound() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .ran("a", 1, 1, "node-1", 5, 5.1)
                .row("a", States.SUCCESS, 0.3);
        assertOnly(Promise.RAN_AFTER_END, "a");
    }

    @Test
    void aNodeThatWasCutOffMayRunWhatOthersHaveEnded() {
        history.acknowledged("a", Kind.SHORT, 0)
                .cutOff("a", 0, 0, "node-1", 0.1)
                .fault("partition", Set.of("node-2"), 0.2, 20)
                .ran("a", 0, 1, "node-2", 19, 19.1)
                .row("a", States.SUCCESS, 10);
        assertClean();
    }

    @Test
    void aRunThatNoFaultExplainsIsFound() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .ran("a", 0, 1, "node-2", 0.3, 0.4)
                .row("a", States.SUCCESS, 0.5);
        assertOnly(Promise.UNEXPLAINED_RUN, "a");
        assertThat(check().extraRuns()).isEqualTo(1);
    }

    @Test
    void aRunThatAFaultCutOffMayBeRepeated() {
        history.acknowledged("a", Kind.SHORT, 0)
                .cutOff("a", 0, 0, "node-1", 0.1)
                .fault("kill", Set.of("node-1"), 0.2, 20)
                .ran("a", 0, 1, "node-2", 12, 12.1)
                .row("a", States.SUCCESS, 12.2);
        assertClean();
        assertThat(check().extraRuns()).isEqualTo(1);
        assertThat(check().runsInFlight()).isEqualTo(1);
    }

    @Test
    void aRunLongBeforeAFaultMayNotBeRepeated() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .fault("kill", Set.of("node-1"), 60, 80)
                .ran("a", 0, 1, "node-2", 70, 70.1)
                .row("a", States.SUCCESS, 70.2);
        assertOnly(Promise.UNEXPLAINED_RUN, "a");
    }

    @Test
    void retriesAreNoExtraRuns() {
        history.acknowledged("a", Kind.FLAKY, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.2)
                .ran("a", 1, 1, "node-2", 0.3, 0.4)
                .row("a", States.SUCCESS, 0.5);
        assertClean();
        assertThat(check().extraRuns()).isZero();
    }

    @Test
    void oneDeliveryThatStartsTwiceHadTwoOwners() {
        history.acknowledged("a", Kind.SHORT, 0)
                .ran("a", 0, 0, "node-1", 0.1, 0.9)
                .fault("partition", Set.of("node-1"), 0.2, 20)
                .ran("a", 0, 0, "node-2", 0.5, 0.8)
                .row("a", States.SUCCESS, 1);
        assertOnly(Promise.TWO_OWNERS, "a");
    }

    @Test
    void aRevokedTaskThatDidNotRunIsFine() {
        history.acknowledged("a", Kind.REVOKED, 0).revoked("a", 0.1).row("a", States.REVOKED, 0.1);
        assertClean();
    }

    @Test
    void aRunAfterTheRevokeWasAcknowledgedIsFound() {
        history.acknowledged("a", Kind.REVOKED, 0)
                .revoked("a", 0.1)
                .ran("a", 0, 0, "node-1", 3, 3.1)
                .row("a", States.SUCCESS, 3.2);
        assertOnly(Promise.RAN_AFTER_REVOKE, "a");
    }

    @Test
    void aRevokeThatCameTooLateLeavesTheResult() {
        history.acknowledged("a", Kind.REVOKED, 0)
                .ran("a", 0, 0, "node-1", 3, 3.1)
                .revoked("a", 3.05)
                .row("a", States.SUCCESS, 3.2);
        assertClean();
    }

    @Test
    void aWatcherMayHearAnErrorOfANodeThatWasHit() {
        history.fault("kill", Set.of("node-1"), 1, 10).brokenWatch("a", "node-1", 5);
        assertClean();
    }

    @Test
    void aWatcherMayNotHearAnErrorOfAnotherNode() {
        history.fault("kill", Set.of("node-1"), 1, 10).brokenWatch("a", "node-2", 5);
        assertOnly(Promise.BROKEN_WATCH, "a");
    }

    @Test
    void anAnswerThatIsNotInTheContractIsFound() {
        history.refused("a");
        assertOnly(Promise.REFUSED, "a");
    }

    @Test
    void aClusterThatStaysInPiecesIsFound() {
        history.disturbed();
        assertOnly(Promise.NOT_WHOLE, "");
    }

    private Findings check() {
        return Checker.check(history.build());
    }

    private void assertClean() {
        assertThat(check().breaches()).isEmpty();
    }

    private void assertOnly(Promise promise, String task) {
        assertThat(check().breaches()).extracting(Breach::promise, Breach::task).containsExactly(tuple(promise, task));
    }
}

package io.talkoo.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.chaos.history.Kind;
import io.talkoo.protocol.States;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private static final String RESULT = "a/0/0/node-1";
    private static final Set<String> ALL = Set.of("node-1", "node-2", "node-3");

    private final FabricatedHistory history = new FabricatedHistory();

    @Test
    void aTaskThatRanOnceAndEndedIsFine() {
        ranOnce().seen(States.SUCCESS, RESULT, 0.3).row(States.SUCCESS, RESULT, 0.3);
        assertBroken();
    }

    @Test
    void anAcknowledgedTaskWithoutARowIsLost() {
        history.acknowledged("a", Kind.SHORT, 0);
        assertBroken(Promise.LOST);
        assertThat(check().breaches()).extracting(Breach::task).containsExactly("a");
    }

    @Test
    void anAcknowledgedTaskThatNeverEndedIsLost() {
        history.acknowledged("a", Kind.SHORT, 0).open();
        assertBroken(Promise.LOST);
    }

    @Test
    void aSubmitThatNobodyAcknowledgedMayBeGone() {
        history.submitted("a", Kind.SHORT, 0);
        assertBroken();
    }

    @Test
    void aTaskThatFailsThoughItShouldNotHasAWrongEnd() {
        ranOnce().row(States.FAILURE, 0.3);
        assertBroken(Promise.WRONG_END);
    }

    @Test
    void aRowThatNobodySubmittedIsAPhantom() {
        history.of("ghost").row(States.SUCCESS, 1);
        assertBroken(Promise.PHANTOM);
    }

    @Test
    void aRunThatNobodySubmittedIsAPhantom() {
        history.of("ghost").ran("node-1", 0, 1);
        assertBroken(Promise.PHANTOM);
    }

    @Test
    void anEndThatWasToldAndIsNowAnotherWasRewritten() {
        ranOnce()
                .retried()
                .ran("node-2", 0.1, 0.2)
                .seen(States.SUCCESS, RESULT, 0.3)
                .row(States.SUCCESS, "a/1/1/node-2", 0.3);
        assertBroken(Promise.REWRITTEN);
    }

    @Test
    void anEndWithAnotherTimeThanItWasToldWasRewritten() {
        ranOnce().seen(States.SUCCESS, RESULT, 0.3).row(States.SUCCESS, RESULT, 0.4);
        assertBroken(Promise.REWRITTEN);
    }

    @Test
    void aResultOfNoRunIsForeign() {
        ranOnce().seen(States.SUCCESS, "elsewhere", 0.3).row(States.SUCCESS, "elsewhere", 0.3);
        assertBroken(Promise.FOREIGN_RESULT);
    }

    @Test
    void aRunAfterTheRecordedEndIsFound() {
        ranOnce().row(States.SUCCESS, 0.3).retried().ran("node-1", 5, 5.1);
        assertBroken(Promise.RAN_AFTER_END);
    }

    @Test
    void aRunThatNoFaultExplainsIsFound() {
        ranOnce().redelivered().ran("node-2", 0.3, 0.4).row(States.SUCCESS, 0.5);
        assertBroken(Promise.UNEXPLAINED_RUN);
        assertThat(check().extraRuns()).isEqualTo(1);
    }

    @Test
    void aRunThatAFaultCutOffMayBeRepeated() {
        history.acknowledged("a", Kind.SHORT, 0)
                .cutOff("node-1", 0.1)
                .fault(Set.of("node-1"), 0.2, 20)
                .redelivered()
                .ran("node-2", 12, 12.1)
                .row(States.SUCCESS, 12.2);
        assertBroken();
        assertThat(check().extraRuns()).isEqualTo(1);
        assertThat(check().runsInFlight()).isEqualTo(1);
    }

    @Test
    void aRunLongBeforeAFaultMayNotBeRepeated() {
        ranOnce()
                .fault(Set.of("node-1"), 60, 80)
                .redelivered()
                .ran("node-2", 70, 70.1)
                .row(States.SUCCESS, 70.2);
        assertBroken(Promise.UNEXPLAINED_RUN);
    }

    @Test
    void retriesAreNoExtraRuns() {
        history.acknowledged("a", Kind.FLAKY, 0)
                .ran("node-1", 0.1, 0.2)
                .retried()
                .ran("node-2", 0.3, 0.4)
                .row(States.SUCCESS, 0.5);
        assertBroken();
        assertThat(check().extraRuns()).isZero();
    }

    @Test
    void aZombieMayRunWhatItsNewOwnerHasEnded() {
        endedBesideAZombie().ran("node-1", 30, 30.1);
        assertBroken();
    }

    @Test
    void aNodeThatWasNotCutOffMayNotRunWhatAnotherOneRan() {
        endedBesideAZombie().ran("node-3", 30, 30.1);
        assertBroken(Promise.TWO_OWNERS, Promise.RAN_AFTER_END);
    }

    @Test
    void aZombieThatWasStartedAgainIsNone() {
        endedBesideAZombie().restarted("node-1").ran("node-1", 30, 30.1);
        assertBroken(Promise.TWO_OWNERS, Promise.RAN_AFTER_END);
    }

    @Test
    void nobodyIsAZombieInAClusterThatIsWholeAgain() {
        endedBesideAZombie().ran("node-1", 40.1, 40.2);
        assertBroken(Promise.TWO_OWNERS, Promise.RAN_AFTER_END);
    }

    @Test
    void aZombieKnowsWhatWasBeforeItWasCutOff() {
        aZombie().acknowledged("a", Kind.SHORT, 8).ran("node-2", 9, 9.1).row(States.SUCCESS, 9.2);
        history.ran("node-1", 30, 30.1);
        assertBroken(Promise.TWO_OWNERS, Promise.RAN_AFTER_END);
    }

    @Test
    void aZombieMayNotBeginADeliveryTwice() {
        aZombie().acknowledged("a", Kind.SHORT, 15).ran("node-1", 30, 30.1).ran("node-1", 31, 31.1);
        history.row(States.SUCCESS, 32);
        assertBroken(Promise.TWO_OWNERS);
    }

    @Test
    void aFaultThatNobodyIsGivenUpForExcusesNoSecondOwner() {
        history.fault(ALL, 0, 20)
                .acknowledged("a", Kind.SHORT, 0)
                .ran("node-1", 0.1, 0.9)
                .ran("node-2", 0.5, 0.8)
                .row(States.SUCCESS, 1);
        assertBroken(Promise.TWO_OWNERS);
    }

    @Test
    void aRevokedTaskThatDidNotRunIsFine() {
        revokedAtOnce();
        assertBroken();
    }

    @Test
    void aRunAfterTheRevokeWasAcknowledgedIsFound() {
        revokedAtOnce().ran("node-1", 3, 3.1).row(States.SUCCESS, 3.2);
        assertBroken(Promise.RAN_AFTER_REVOKE);
    }

    @Test
    void noFaultLetsARevokedTaskStart() {
        history.fault(ALL, 0, 20);
        revokedAtOnce().ran("node-1", 3, 3.1);
        assertBroken(Promise.RAN_AFTER_END, Promise.RAN_AFTER_REVOKE);
    }

    @Test
    void aTaskMayNotStartOnceItsRowSaysRevokedThoughNobodyWasToldYet() {
        history.fault(ALL, 0, 20)
                .acknowledged("a", Kind.REVOKED, 0)
                .row(States.REVOKED, 0.1)
                .ran("node-1", 3, 3.1);
        assertBroken(Promise.RAN_AFTER_END);
    }

    @Test
    void aZombieMayRunWhatWasRevokedMeanwhile() {
        aZombie().acknowledged("a", Kind.REVOKED, 12).row(States.REVOKED, 13).revoked(13.1);
        history.ran("node-1", 30, 30.1);
        assertBroken();
    }

    @Test
    void aZombieMayNotRunWhatWasRevokedBefore() {
        aZombie().acknowledged("a", Kind.REVOKED, 3).row(States.REVOKED, 4).revoked(4.1);
        history.ran("node-1", 30, 30.1);
        assertBroken(Promise.RAN_AFTER_END, Promise.RAN_AFTER_REVOKE, Promise.WRONG_END);
    }

    @Test
    void aRevokeThatCameTooLateLeavesTheResult() {
        history.acknowledged("a", Kind.REVOKED, 0)
                .ran("node-1", 3, 3.1)
                .revoked(3.05)
                .row(States.SUCCESS, 3.2);
        assertBroken();
    }

    @Test
    void aTaskThatRanIsNotRevoked() {
        ranAndRevoked(3);
        assertBroken(Promise.WRONG_END);
    }

    @Test
    void aTaskWhoseRunWasLostToAFaultMayBeRevoked() {
        ranAndRevoked(6).fault(Set.of("node-3"), 5, 20);
        assertBroken();
    }

    @Test
    void aRunLongBeforeAFaultIsNotLostToIt() {
        ranAndRevoked(11).fault(ALL, 10, 20);
        assertBroken(Promise.WRONG_END);
    }

    @Test
    void aRunIsNotLostToAFaultThatIsOver() {
        history.fault(ALL, 0, 0.5);
        ranAndRevoked(3);
        assertBroken(Promise.WRONG_END);
    }

    @Test
    void aRunIsNotLostToAFaultThatCameAfterTheRevoke() {
        ranAndRevoked(3).fault(ALL, 4, 20);
        assertBroken(Promise.WRONG_END);
    }

    @Test
    void oneRunThatWasNotLostForbidsTheRevoke() {
        history.fault(ALL, 0, 3)
                .acknowledged("a", Kind.REVOKED, 0)
                .cutOff("node-1", 1)
                .redelivered()
                .ran("node-2", 4, 4.1)
                .row(States.REVOKED, 5);
        assertBroken(Promise.WRONG_END);
    }

    @Test
    void aWatcherMayHearAnErrorOfANodeThatWasHit() {
        history.fault(Set.of("node-1"), 1, 10).brokenWatch("node-1", 5);
        assertBroken();
    }

    @Test
    void aWatcherMayNotHearAnErrorOfAnotherNode() {
        history.fault(Set.of("node-1"), 1, 10).brokenWatch("node-2", 5);
        assertBroken(Promise.BROKEN_WATCH);
    }

    @Test
    void anAnswerThatIsNotInTheContractIsFound() {
        history.refused();
        assertBroken(Promise.REFUSED);
    }

    @Test
    void aClusterThatStaysInPiecesIsFound() {
        history.disturbed();
        assertBroken(Promise.NOT_WHOLE);
    }

    private FabricatedHistory ranOnce() {
        return history.acknowledged("a", Kind.SHORT, 0).ran("node-1", 0.1, 0.2);
    }

    private FabricatedHistory revokedAtOnce() {
        return history.acknowledged("a", Kind.REVOKED, 0).revoked(0.1).row(States.REVOKED, 0.1);
    }

    private FabricatedHistory ranAndRevoked(double revoked) {
        return history.acknowledged("a", Kind.REVOKED, 0)
                .ran("node-1", 1, 1.1)
                .row(States.REVOKED, revoked)
                .revoked(revoked);
    }

    /** Node 1, which ran something before, is cut off from second 10 to 40. */
    private FabricatedHistory aZombie() {
        return history.acknowledged("earlier", Kind.SHORT, 0)
                .ran("node-1", 1, 2)
                .row(States.SUCCESS, 2)
                .isolated("node-1", 10, 40);
    }

    /** Node 2 ran a task that was submitted meanwhile. */
    private FabricatedHistory endedBesideAZombie() {
        return aZombie()
                .acknowledged("a", Kind.SHORT, 15)
                .ran("node-2", 20, 20.1)
                .row(States.SUCCESS, 20.2);
    }

    private Findings check() {
        return Checker.check(history.build());
    }

    private void assertBroken(Promise... promises) {
        assertThat(check().breaches()).extracting(Breach::promise).containsExactlyInAnyOrder(promises);
    }
}

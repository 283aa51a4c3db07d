package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** What new limits of a task type mean to the slots of a node. */
class LimitChangeTest extends TwoNodesFixture {
    private void limit(Node node) {
        TestProbe<Done> confirmed = kit.createTestProbe(Done.class);
        ControlEntry entry = new ControlEntry(ControlView.TASK_LIMITS, "wait", "{\"maxConcurrency\": 1}", 1);
        node.slots.tell(new SlotsCommand.Obey(entry, confirmed.ref()));
        confirmed.receiveMessage(PATIENCE);
    }

    private static Push push(String id, long limitsRevision) throws Exception {
        return new Push(order(id, "default", "wait").task(), null, null, false, limitsRevision);
    }

    private void assertRecalled(String id, boolean writeFirst) {
        assertThat(worker.expectMessageClass(WorkerCommand.Recalled.class, PATIENCE))
                .isEqualTo(new WorkerCommand.Recalled(id, 1, writeFirst));
    }

    @Test
    void whatWaitsForASlotGoesBackBeforeTheChangeIsConfirmed() throws Exception {
        first.slots.tell(push("runs", 0));
        begun();
        first.slots.tell(push("waits", 0));
        first.slots.tell(push("waits-too", 0).again());

        limit(first);

        assertRecalled("waits", false);
        assertRecalled("waits-too", true);
        mayEnd.release();
        assertThat(ended()).isEqualTo("runs");
        assertThat(started).isEmpty();
    }

    @Test
    void whatWasHandedOutUnderOtherLimitsAndComesLaterGoesBack() throws Exception {
        limit(first);
        mayEnd.release();

        first.slots.tell(push("late", 0));
        first.slots.tell(push("granted", 1));

        assertRecalled("late", false);
        assertThat(ended()).isEqualTo("granted");
    }

    @Test
    void whatIsBorrowedGoesBackToItsLender() throws Exception {
        TestProbe<SlotsCommand> lender = kit.createTestProbe(SlotsCommand.class);
        limit(first);

        first.slots.tell(push("lent", 0).lentBy(lender.ref()));

        assertThat(fish(lender, SlotsCommand.Returned.class))
                .isEqualTo(new SlotsCommand.Returned(new SlotsCommand.Loan("lent", 1)));
    }
}

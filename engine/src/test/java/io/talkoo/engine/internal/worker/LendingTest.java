package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.task.TaskCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** What the slots of two nodes lend to each other, and get back. */
class LendingTest extends TwoNodesFixture {
    @Test
    void aNodeWithRoomRunsWhatWaitsElsewhere() throws Exception {
        meet();
        push("a", "default", "wait");
        push("b", "default", "wait");

        assertThat(Set.of(begun(), begun())).containsExactlyInAnyOrder("first", "second");
        mayEnd.release(2);
        assertThat(Set.of(ended(), ended())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whatOnlyAnotherNodeCanRunRunsThere() throws Exception {
        push("a", "gpu", "render");
        meet();

        assertThat(begun()).isEqualTo("second");
    }

    @Test
    void whatALostNodeHadBorrowedIsWrittenBeforeItRunsAgain() throws Exception {
        meet();
        push("a", "default", "wait");
        push("b", "default", "wait");
        begun();
        begun();

        kit.stop(second.slots);
        mayEnd.release();

        String again =
                tasks.expectMessageClass(TaskCommand.Begin.class, PATIENCE).id();
        assertThat(again).isNotEqualTo(ended());
    }

    @Test
    void whatNoNodeHasIsLost() throws Exception {
        meet();
        push("a", "default", "wait");
        begun();

        first.slots.tell(
                new SlotsCommand.Check(List.of(new SlotsCommand.Loan("a", 1), new SlotsCommand.Loan("gone", 4))));

        assertThat(worker.expectMessageClass(WorkerCommand.Lost.class, PATIENCE))
                .isEqualTo(new WorkerCommand.Lost("gone", 4));
    }

    @Test
    void whatIsBorrowedIsGivenBackAndNotLentToItsLender() throws Exception {
        TestProbe<SlotsCommand> lender = kit.createTestProbe(SlotsCommand.class);
        second.fleet.set(List.of(new Peer(first.fleet.self(), lender.ref())), List.of());
        lend("runs", lender);
        begun();
        lend("waits", lender);

        second.slots.tell(new SlotsCommand.Borrow(lender.ref(), Map.of("default", 1)));

        assertThat(fish(lender, SlotsCommand.Returned.class, SlotsCommand.Push.class))
                .isEqualTo(new SlotsCommand.Returned(new SlotsCommand.Loan("waits", 1)));
    }

    @Test
    void whatIsGivenBackWhileItsWorkerTakesItOutDoesNotBegin() throws Exception {
        TestProbe<SlotsCommand> borrower = borrowed("given-back");
        first.slots.tell(new SlotsCommand.Withdraw(new WorkerCommand.Withdraw("given-back", entity.ref()), 1));
        fish(borrower, SlotsCommand.Withdraw.class);

        first.slots.tell(new SlotsCommand.Returned(new SlotsCommand.Loan("given-back", 1)));
        push("last", "default", "wait");
        mayEnd.release(2);

        assertThat(ended()).isEqualTo("busy");
        assertThat(ended()).isEqualTo("last");
    }

    @Test
    void whatGotLostOnItsWayToABorrowerCanBeHandedOutAgain() throws Exception {
        borrowed("lost");

        first.slots.tell(order("lost", "default", "wait").again());
        mayEnd.release(2);

        assertThat(tasks.expectMessageClass(TaskCommand.Begin.class, PATIENCE).id())
                .isEqualTo("lost");
    }

    @Test
    void aNodeThatStoodStillAsksBeforeItBeginsWhatOthersMayHaveTakenOver() throws Exception {
        meet();
        clock.advance(Duration.ofSeconds(2));

        push("a", "default", "wait");

        assertThat(tasks.expectMessageClass(TaskCommand.Begin.class, PATIENCE).id())
                .isEqualTo("a");
    }

    @Test
    void aNodeThatDrainsLeavesItsLineToOthers() throws Exception {
        meet();
        TestProbe<Done> drained = kit.createTestProbe(Done.class);
        first.slots.tell(new SlotsCommand.Drain(drained.ref()));
        drained.receiveMessage(PATIENCE);

        push("a", "default", "wait");

        assertThat(begun()).isEqualTo("second");
    }

    @Test
    void aNodeThatDrainsAloneGivesBackWhatItHasNotBegun() throws Exception {
        TestProbe<Done> drained = kit.createTestProbe(Done.class);
        push("runs", "default", "wait");
        begun();
        push("waits", "default", "wait");

        first.slots.tell(new SlotsCommand.Drain(drained.ref()));

        assertThat(worker.expectMessageClass(WorkerCommand.Settled.class, PATIENCE)
                        .id())
                .isEqualTo("waits");
        drained.expectNoMessage(Duration.ofMillis(100));
        mayEnd.release();
        drained.receiveMessage(PATIENCE);
    }

    private void lend(String id, TestProbe<SlotsCommand> lender) throws IOException {
        second.slots.tell(order(id, "default", "wait").lentBy(lender.ref()));
    }
}

package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.TaskCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** What a paused queue means to the slots of a node. */
class PauseTest extends TwoNodesFixture {
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final TestProbe<Done> confirmed = kit.createTestProbe(Done.class);

    private void set(Node node, String queue, boolean paused, long revision) {
        ControlEntry entry = new ControlEntry(ControlView.QUEUE_PAUSED, queue, paused ? "" : null, revision);
        node.slots.tell(new SlotsCommand.Obey(entry, confirmed.ref()));
    }

    @Test
    void aTaskThatWasPushedBeforeThePauseBeginsWithTheResume() throws Exception {
        push("runs", "default", "wait");
        begun();
        push("waits", "default", "wait");

        set(first, "default", true, 1);
        confirmed.receiveMessage(PATIENCE);
        mayEnd.release(2);
        assertThat(ended()).isEqualTo("runs");
        assertThat(started).isEmpty();
        set(first, "default", false, 2);

        assertThat(ended()).isEqualTo("waits");
    }

    @Test
    void theBestOfAResumedQueueBeginsAndNotWhatIsPushedFirst() throws Exception {
        set(first, "default", true, 1);
        confirmed.receiveMessage(PATIENCE);
        CountDownLatch pushed = new CountDownLatch(1);
        first.control.onChange(resumed -> awaited(pushed));
        set(first, "default", false, 2);
        first.slots.tell(order("good", "default", "wait", 5));
        first.slots.tell(order("better", "default", "wait", 7));
        first.slots.tell(order("best", "default", "wait", 9));
        pushed.countDown();
        mayEnd.release(3);

        assertThat(List.of(ended(), ended(), ended())).containsExactly("best", "better", "good");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPauseIsConfirmedOnceNothingOfTheQueueIsAboutToBegin() throws Exception {
        first.slots.tell(order("begins", "default", "wait").again());
        TaskCommand.Begin begin = tasks.expectMessageClass(TaskCommand.Begin.class, PATIENCE);

        set(first, "default", true, 1);
        confirmed.expectNoMessage(A_MOMENT);
        begin.slots()
                .tell(new SlotsCommand.Granted(
                        order("begins", "default", "wait").task(), new Run(2, Instant.EPOCH, "first")));

        confirmed.receiveMessage(PATIENCE);
        begun();
    }

    @Test
    void whatIsPausedIsNotLent() throws Exception {
        TestProbe<SlotsCommand> borrower = borrowed("lent-before");
        set(first, "default", true, 1);
        confirmed.receiveMessage(PATIENCE);
        push("held", "default", "wait");
        push("foreign", "gpu", "render");

        first.slots.tell(new SlotsCommand.Borrow(borrower.ref(), Map.of("default", 5, "gpu", 1)));

        assertThat(((SlotsCommand.Push) fish(borrower, SlotsCommand.Push.class)).id())
                .isEqualTo("foreign");
    }

    @Test
    void whatWasLentBeforeThePauseWaitsWhereItIs() throws Exception {
        set(second, "default", true, 1);
        confirmed.receiveMessage(PATIENCE);
        second.slots.tell(order("lent", "default", "wait").lentBy(first.slots));
        set(second, "other", true, 1);
        confirmed.receiveMessage(PATIENCE);
        assertThat(started).isEmpty();

        set(second, "default", false, 2);

        assertThat(begun()).isEqualTo("second");
    }

    @Test
    void whatIsPausedDoesNotHoldUpANodeThatDrains() throws Exception {
        set(first, "default", true, 1);
        push("waits", "default", "wait");
        meet();

        first.slots.tell(new SlotsCommand.Drain(confirmed.ref()));

        assertThat(worker.expectMessageClass(WorkerCommand.Settled.class, PATIENCE)
                        .id())
                .isEqualTo("waits");
    }
}

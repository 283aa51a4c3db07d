package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** How a new Worker learns what is under way, from the slots of two nodes. */
class TakeOverTest extends TwoNodesFixture {
    @Test
    void aNewWorkerLearnsWhatRunsOnAnyNode() throws Exception {
        meet();
        push("a", "default", "wait");
        push("b", "default", "wait");
        begun();
        begun();
        push("waits", "default", "wait");

        List<StoredTask> taken = takeOver();

        assertThat(taken).extracting(task -> task.task().id()).containsExactlyInAnyOrder("a", "b");
        assertThat(taken)
                .allSatisfy(task -> assertThat(task.task().spec().args()).hasToString("[]"));
    }

    @Test
    void aTaskTakenOverIsStillFoundWhereItRuns() throws Exception {
        meet();
        push("a", "default", "wait");
        push("b", "default", "wait");
        begun();
        begun();
        takeOver();

        for (String id : List.of("a", "b")) {
            first.slots.tell(new SlotsCommand.Locate(new WorkerCommand.Locate(id, entity.ref(), false), 1));
            assertThat(entity.expectMessageClass(TaskAnswer.Located.class, PATIENCE)
                            .run())
                    .isNotNull();
        }
    }

    @Test
    void aNodeThatIsGoneIsNotWaitedFor() throws Exception {
        meet();
        push("a", "default", "wait");
        begun();
        TestProbe<SlotsCommand> deaf = kit.createTestProbe(SlotsCommand.class);
        first.fleet.set(List.of(new Peer(second.fleet.self(), deaf.ref())), List.of());
        TestProbe<TalkooMessage> newWorker = kit.createTestProbe(TalkooMessage.class);
        first.slots.tell(new SlotsCommand.Inherit(0, newWorker.ref()));
        deaf.expectMessageClass(SlotsCommand.Report.class, PATIENCE);

        first.reachable = Set.of();
        first.fleet.set(List.of(), List.of());

        // Sooner than a node that is there and does not answer is given up.
        assertThat(newWorker
                        .expectMessageClass(TakeOver.Taken.class, Duration.ofSeconds(2))
                        .tasks())
                .extracting(task -> task.task().id())
                .containsExactly("a");
    }

    @Test
    void aNewWorkerHearsOfALoanThatWasOnItsWay() throws Exception {
        TestProbe<SlotsCommand> borrower = borrowed("on-its-way");
        TestProbe<TalkooMessage> newWorker = kit.createTestProbe(TalkooMessage.class);
        first.slots.tell(new SlotsCommand.Inherit(0, newWorker.ref()));

        report(borrower).replyTo().tell(new TakeOver.Held(borrower.ref(), List.of(), List.of()));
        report(borrower)
                .replyTo()
                .tell(new TakeOver.Held(
                        borrower.ref(),
                        List.of(order("on-its-way", "default", "wait").task()),
                        List.of()));

        assertThat(newWorker.expectMessageClass(TakeOver.Taken.class, PATIENCE).tasks())
                .extracting(task -> task.task().id())
                .containsExactlyInAnyOrder("busy", "on-its-way");
    }

    private static SlotsCommand.Report report(TestProbe<SlotsCommand> asked) {
        return (SlotsCommand.Report) fish(asked, SlotsCommand.Report.class);
    }

    private List<StoredTask> takeOver() {
        TestProbe<TalkooMessage> newWorker = kit.createTestProbe(TalkooMessage.class);
        first.slots.tell(new SlotsCommand.Inherit(0, newWorker.ref()));
        return newWorker.expectMessageClass(TakeOver.Taken.class, PATIENCE).tasks();
    }
}

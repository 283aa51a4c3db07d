package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskAnswer;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.FutureConverters;

class WorkerTest extends WorkerFixture {
    @Test
    void aTaskWhoseOfferGotLostIsFoundByTheSweep() {
        StoredTask task = stored("default", FIVE, null, null);

        advance(SWEEP);

        assertThat(push().id()).isEqualTo(task.task().id());
    }

    @Test
    void whatIsOfferedWhileItsQueueIsPausedIsHandedOutOnceItIsResumed() {
        control.apply(List.of(new ControlEntry(ControlView.QUEUE_PAUSED, "default", "", 1)));
        StoredTask task = stored("default", FIVE, null, null);
        offer(task);
        entity.expectMessageClass(TaskCommand.Parked.class);

        control.apply(List.of(new ControlEntry(ControlView.QUEUE_PAUSED, "default", null, 2)));
        worker.tell(new WorkerCommand.Resumed("default"));

        assertThat(push().id()).isEqualTo(task.task().id());
    }

    @Test
    void theSweepGoesOnWhenTheClockIsSetBackByAnHour() {
        advance(SWEEP);
        clock.advance(Duration.ofHours(-1));
        StoredTask task = stored("default", FIVE, null, null);

        advance(SWEEP);

        assertThat(push().id()).isEqualTo(task.task().id());
    }

    @Test
    void tasksOfAQueueThatNobodyServesWaitAndExpire() {
        StoredTask task = stored("elsewhere", FIVE, null, NOW.plusSeconds(60));
        offer(task);
        entity.expectMessageClass(TaskCommand.Parked.class);

        advance(Duration.ofSeconds(61));

        assertThat(tasks.expectMessageClass(TaskCommand.Expire.class).id())
                .isEqualTo(task.task().id());
    }

    @Test
    void anOfferThatComesAfterItsTaskWasRevokedIsNotHandedOut() {
        StoredTask revoked = stored("default", FIVE, null, null);
        String id = revoked.task().id();
        worker.tell(new WorkerCommand.Withdraw(id, entity.ref()));
        entity.expectMessageClass(TaskAnswer.Located.class);
        FutureConverters.asJava(store.save(TaskState.revoked(revoked.task(), "not needed", NOW), 2))
                .toCompletableFuture()
                .join();
        worker.tell(new WorkerCommand.Settled(id));

        offer(revoked);

        entity.expectMessageClass(TaskCommand.Parked.class);
        StoredTask next = offered(FIVE);
        assertThat(push().id()).isEqualTo(next.task().id());
    }

    @Test
    void anOfferThatComesAfterItsTaskRanIsNotHandedOut() {
        StoredTask ran = stored("default", FIVE, null, null);
        advance(SWEEP);
        assertThat(push().id()).isEqualTo(ran.task().id());
        end(ran);
        settle(ran.task().id());

        offer(ran);

        entity.expectMessageClass(TaskCommand.Parked.class);
        StoredTask next = offered(FIVE);
        assertThat(push().id()).isEqualTo(next.task().id());
    }

    @Test
    void whatEndedBeforeThisWorkerBeganIsNotHandedOutThoughItsRowDoesNotTellSoYet() {
        StoredTask ran = stored("default", NINE, null, null);
        end(ran);
        assertThat(tasks.expectMessageClass(TaskCommand.Finished.class).id())
                .isEqualTo(ran.task().id());

        StoredTask next = stored("default", FIVE, null, null);
        advance(SWEEP);
        assertThat(push().id()).isEqualTo(next.task().id());

        worker.tell(new WorkerCommand.Stale(ran.task().id(), new Run(1, NOW, "node-1")));
        advance(SWEEP);
        assertThat(push().id()).isEqualTo(ran.task().id());
    }

    @Test
    void whatTheSlotsMissedIsAskedForAgainWhenTheyHaveALaterRunOfIt() {
        StoredTask task = offered(FIVE);
        String id = task.task().id();
        push();
        worker.tell(new WorkerCommand.Withdraw(id, entity.ref()));
        slots.expectMessageClass(SlotsCommand.Withdraw.class);
        end(task);
        entity.expectMessageClass(TaskCommand.Finished.class);
        worker.tell(new WorkerCommand.Settled(id));
        offer(new StoredTask(task.task(), 2));
        push();

        worker.tell(new WorkerCommand.Withdraw(id, entity.ref(), 1));

        assertThat(slots.expectMessageClass(SlotsCommand.Withdraw.class).revision())
                .isEqualTo(2);
        worker.tell(new WorkerCommand.Withdraw(id, entity.ref(), 2));
        assertThat(entity.expectMessageClass(TaskAnswer.Located.class).run()).isNull();
    }

    @Test
    void anOutcomeThatNobodySettlesIsToldAgain() {
        StoredTask task = offered(FIVE);
        push();
        end(task);
        entity.expectMessageClass(TaskCommand.Finished.class);

        advance(SWEEP.multipliedBy(2).plusMillis(1));

        assertThat(tasks.expectMessageClass(TaskCommand.Finished.class).id())
                .isEqualTo(task.task().id());
    }

    @Test
    void theEndOfAnOlderRunDoesNotReleaseTheLaterOne() {
        StoredTask later = new StoredTask(stored("default", FIVE, null, null).task(), 3);
        offer(later);
        push();

        worker.tell(
                new WorkerCommand.Ended(new StoredTask(later.task(), 1), new Run(1, NOW, "node-1"), succeeded(), null));

        TaskCommand.Finished old = tasks.expectMessageClass(TaskCommand.Finished.class);
        worker.tell(new WorkerCommand.Stale(old.id(), old.run()));
        end(later);
        assertThat(entity.expectMessageClass(TaskCommand.Finished.class).run().token())
                .isEqualTo(3);
    }

    @Test
    void whatExpiredInTheSlotsMakesRoomForTheNextAtOnce() {
        List<StoredTask> first = offered(FIVE, CREDIT);
        pushes(CREDIT);
        StoredTask next = offered(FIVE);

        WorkerCommand withdrawn =
                new WorkerCommand.Withdrawn(first.get(0).task().id(), null);
        worker.tell(withdrawn);

        assertThat(push().id()).isEqualTo(next.task().id());
        tasks.expectMessageClass(TaskCommand.Expire.class);
    }

    @Test
    void whatBecomesDueBehindAFullWindowIsServedInItsPlace() {
        Instant later = NOW.plusSeconds(60);
        List<String> nines = new ArrayList<>();
        for (int i = 0; i < 2 * CREDIT; i++) {
            StoredTask nine = stored("default", NINE, later, null);
            nines.add(nine.task().id());
            worker.tell(new WorkerCommand.Offer(nine, null, false, null));
        }
        List<String> fives = ids(offered(FIVE, CREDIT + 2 * WINDOW));
        assertThat(pushes(CREDIT)).containsExactlyElementsOf(fives.subList(0, CREDIT));

        advance(Duration.ofSeconds(60));

        assertThat(serve(2 * CREDIT)).containsExactlyElementsOf(nines);
        fives.subList(0, CREDIT).forEach(this::settle);
        assertThat(serve(2 * WINDOW)).containsExactlyElementsOf(fives.subList(CREDIT, fives.size()));
    }

    @Test
    void nothingIsHandedOutWhileItDrains() {
        List<String> pushed = ids(offered(FIVE, CREDIT));
        pushes(CREDIT);
        TestProbe<org.apache.pekko.Done> drained = kit.createTestProbe(org.apache.pekko.Done.class);
        worker.tell(new WorkerCommand.Drain(drained.ref()));
        offer(stored("default", NINE, null, null));
        entity.expectMessageClass(TaskCommand.Parked.class);

        pushed.forEach(this::settle);

        drained.receiveMessage();
        slots.expectNoMessage(Duration.ZERO);
    }
}

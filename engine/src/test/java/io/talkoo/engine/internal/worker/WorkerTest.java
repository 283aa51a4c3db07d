package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskAnswer;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import io.talkoo.engine.testkit.ManualClock;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.FutureConverters;

/** A Worker on a real store, with its slots and its tasks' entities played by the test. */
class WorkerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final int WINDOW = 16;
    private static final int CREDIT = 1 + 32;
    private static final int FIVE = 5;
    private static final int NINE = 9;

    private final ManualClock clock = new ManualClock(NOW);
    private final TaskStore store = TaskStore.open(
            TalkooSettings.defaults().with("store.url", "jdbc:sqlite::memory:").store(), Path.of("unused"), clock);
    private final int partitions = store.partitions(1);
    private final TestProbe<SlotsCommand> slots = KIT.createTestProbe(SlotsCommand.class);
    private final TestProbe<TalkooMessage> tasks = KIT.createTestProbe(TalkooMessage.class);
    private final TestProbe<TalkooMessage> entity = KIT.createTestProbe(TalkooMessage.class);
    private final ControlView control = new ControlView();
    private final ActorRef<TalkooMessage> worker = KIT.spawn(Worker.create(0, environment()));
    private int numbers;

    private WorkerEnvironment environment() {
        TaskDefinition<String> work = TaskDefinition.named("work").handler(() -> "done");
        TaskRegistry registry = TaskRegistry.of(
                new TaskRegistrar().tasks(work), TalkooSettings.defaults().tasks(), Json.mapper());
        FleetView fleet = FleetView.alone("node-1", new QueueSlots(Map.of("default", 1)), registry);
        return new WorkerEnvironment(
                new Workers(partitions),
                tasks.ref(),
                slots.ref(),
                fleet,
                new KnownTypes(fleet),
                control,
                store.queries(),
                new LimitsView(fleet, control),
                KIT.<TalkooMessage>createTestProbe().ref(),
                store::moveToLane,
                clock,
                WINDOW,
                1 << 20,
                SWEEP);
    }

    @BeforeEach
    void open() {
        SlotsCommand.Inherit inherit = slots.expectMessageClass(SlotsCommand.Inherit.class);
        inherit.worker().tell(new TakeOver.Taken(List.of()));
        TestProbe<Done> opened = KIT.createTestProbe(Done.class);
        worker.tell(new WorkerCommand.Wake(0, opened.ref()));
        opened.receiveMessage(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        KIT.stop(worker);
        store.close();
    }

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

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
        TestProbe<org.apache.pekko.Done> drained = KIT.createTestProbe(org.apache.pekko.Done.class);
        worker.tell(new WorkerCommand.Drain(drained.ref()));
        offer(stored("default", NINE, null, null));
        entity.expectMessageClass(TaskCommand.Parked.class);

        pushed.forEach(this::settle);

        drained.receiveMessage();
        slots.expectNoMessage(Duration.ZERO);
    }

    /** Takes so many pushes, and settles each at once. */
    private List<String> serve(int count) {
        List<String> served = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            served.add(push().id());
            settle(served.get(i));
        }
        return served;
    }

    private void settle(String id) {
        FutureConverters.asJava(store.delete(id)).toCompletableFuture().join();
        worker.tell(new WorkerCommand.Settled(id));
    }

    private Push push() {
        return slots.expectMessageClass(Push.class, Duration.ofSeconds(20));
    }

    private List<String> pushes(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(push().id());
        }
        return ids;
    }

    private void end(StoredTask task) {
        worker.tell(new WorkerCommand.Ended(task, new Run(task.revision(), NOW, "node-1"), succeeded(), null));
    }

    private static Outcome succeeded() {
        return new Outcome.Succeeded(JsonBytes.of("1"));
    }

    private void advance(Duration by) {
        clock.advance(by);
        worker.tell(new WorkerCommand.Wake(0, null));
    }

    private List<StoredTask> offered(int priority, int count) {
        List<StoredTask> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(offered(priority));
        }
        return all;
    }

    private StoredTask offered(int priority) {
        StoredTask task = stored("default", priority, null, null);
        offer(task);
        return task;
    }

    private void offer(StoredTask task) {
        worker.tell(new WorkerCommand.Offer(task, entity.ref(), false, null));
    }

    private StoredTask stored(String queue, int priority, Instant eta, Instant expiresAt) {
        TaskRecord task = TaskState.submitted(TaskSamples.spec(id(), queue, priority, clock.instant(), eta, expiresAt));
        FutureConverters.asJava(store.save(task, 1)).toCompletableFuture().join();
        return new StoredTask(task, 1);
    }

    private String id() {
        return String.format("0193e5a4-0000-7000-8000-%012d", ++numbers);
    }

    private static List<String> ids(List<StoredTask> tasks) {
        return tasks.stream().map(task -> task.task().id()).toList();
    }
}

package io.talkoo.engine.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.canvas.Origin;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.engine.testkit.ManualClock;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A task whose store fails, says so too late, is written to by others, or takes its time. */
class TaskEntityFaultTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ID = "0193e5a4-0000-7000-8000-000000000001";
    private static final Outcome DONE = new Outcome.Succeeded(JsonBytes.of("42"));

    private static final Workflow REPLACEMENT = new Workflow(List.of(), "other", JsonBytes.EMPTY_OBJECT);

    private final ManualClock clock = new ManualClock(NOW);
    private final HeldStore store = new HeldStore();
    private final TestProbe<TalkooMessage> worker = KIT.createTestProbe(TalkooMessage.class);
    private final TestProbe<TalkooMessage> region = KIT.createTestProbe(TalkooMessage.class);
    private final TestProbe<TaskReply> client = KIT.createTestProbe(TaskReply.class);
    private final TestProbe<SlotsCommand> slots = KIT.createTestProbe(SlotsCommand.class);
    private final TestProbe<ClusterSharding.ShardCommand> shard =
            KIT.createTestProbe(ClusterSharding.ShardCommand.class);
    private ActorRef<TalkooMessage> entity = spawn();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private ActorRef<TalkooMessage> spawn() {
        Workers workers = new Workers(1);
        workers.region(worker.ref());
        return KIT.spawn(TaskEntity.create(
                ID,
                new TaskRuns.Environment(store, workers, region::ref, TaskEntityFaultTest::noPlans, clock, 3),
                shard.ref()));
    }

    @Test
    void aSubmitWhoseWriteFailsIsUnavailableAndGoesThroughWhenSentAgain() throws Exception {
        submit(1);
        store.next("upsert").fail();
        assertThat(refused(1).type()).isEqualTo(ProblemType.UNAVAILABLE);

        submit(2);
        store.next("upsert").succeed();

        assertThat(client.expectMessageClass(TaskReply.Submitted.class).replayed())
                .isFalse();
        worker.expectMessageClass(WorkerCommand.Offer.class);
        assertThat(store.revision()).isEqualTo(1);
    }

    @Test
    void aSubmitThatWasWrittenThoughItsWriteFailedIsFoundWhenSentAgain() throws Exception {
        submit(1);
        store.next("upsert").failAfterwards();
        assertThat(refused(1).type()).isEqualTo(ProblemType.UNAVAILABLE);

        submit(2);
        store.next("upsert").succeed();
        store.next("get").succeed();

        assertThat(client.expectMessageClass(TaskReply.Submitted.class).replayed())
                .isTrue();
        assertThat(store.revision()).isEqualTo(1);
    }

    @Test
    void anOutcomeIsKeptWhileTheStoreIsAwayAndWrittenOnceItIsBack() throws Exception {
        StoredTask task = submitted();

        entity.tell(new TaskCommand.Finished(task, run(1), DONE, null, null));
        store.next("upsert").fail();
        store.next("get").fail();
        store.next("get").succeed();
        store.next("upsert").succeed();

        expectFromWorkerSide(WorkerCommand.Settled.class);
        assertThat(store.row().phase()).isEqualTo(Phase.SUCCESS);
        assertThat(store.row().attempts()).hasSize(1);
    }

    @Test
    void anOutcomeThatWasWrittenThoughItsWriteFailedIsSettledAndToldToWhoWaits() throws Exception {
        StoredTask task = submitted();
        entity.tell(new TaskCommand.Await(ID, 7, client.ref()));
        entity.tell(new TaskCommand.Finished(task, run(1), DONE, null, null));
        store.next("upsert").failAfterwards();
        store.next("get").succeed();

        assertThat(client.expectMessageClass(TaskReply.Interrupted.class).call())
                .isEqualTo(7);
        assertThat(expectFromWorkerSide(WorkerCommand.Stale.class).run()).isEqualTo(run(1));
        entity.tell(new TaskCommand.Await(ID, 7, client.ref()));
        assertThat(client.expectMessageClass(TaskReply.Current.class).task().phase())
                .isEqualTo(Phase.SUCCESS);
    }

    @Test
    void aBeginThatWasWrittenThoughItsWriteFailedIsGrantedAndIsNoLostDelivery() throws Exception {
        store.put(TaskState.submitted(TaskSamples.spec(ID, NOW)), 1);

        entity.tell(new TaskCommand.Begin(ID, NOW, "node-1", slots.ref()));
        store.next("get").succeed();
        store.next("upsert").failAfterwards();
        store.next("get").succeed();

        SlotsCommand.Granted granted = slots.expectMessageClass(SlotsCommand.Granted.class);
        assertThat(granted.run()).isEqualTo(run(2));
        assertThat(store.revision()).isEqualTo(2);
        assertThat(store.row().losses()).isZero();
        assertThat(store.row().deliveries()).isEqualTo(1);
    }

    @Test
    void aRowThatSomebodyElseWroteIsLoadedAndTheCommandHandledAgain() throws Exception {
        StoredTask task = submitted();
        store.put(TaskState.succeeded(task.task(), run(1), JsonBytes.of("1"), NOW), 2);

        entity.tell(new TaskCommand.Revoke(ID, false, "no more", 5, client.ref()));
        worker.expectMessageClass(WorkerCommand.Withdraw.class);
        entity.tell(TaskAnswer.Located.unfollowed(null));
        store.next("upsert").succeed();
        store.next("get").succeed();

        assertThat(client.expectMessageClass(TaskReply.Current.class).task().phase())
                .isEqualTo(Phase.SUCCESS);
    }

    @Test
    void aRunIsTerminatedOnceTheRevokeIsWrittenAndNotIfItCannotBe() throws Exception {
        submitted();

        revokeWhileRunning(5);
        store.next("upsert").fail();
        assertThat(refused(5).type()).isEqualTo(ProblemType.UNAVAILABLE);
        worker.expectMessageClass(WorkerCommand.Released.class);

        entity = spawn();
        entity.tell(new TaskCommand.Revoke(ID, true, "no more", 6, client.ref()));
        store.next("get").succeed();
        expectFromWorkerSide(WorkerCommand.Withdraw.class);
        entity.tell(TaskAnswer.Located.unfollowed(run(1)));
        store.next("upsert").succeed();
        worker.expectMessageClass(WorkerCommand.Terminate.class);
        assertThat(client.expectMessageClass(TaskReply.Current.class).task().phase())
                .isEqualTo(Phase.REVOKED);
    }

    private void revokeWhileRunning(long call) {
        entity.tell(new TaskCommand.Revoke(ID, true, "no more", call, client.ref()));
        worker.expectMessageClass(WorkerCommand.Withdraw.class);
        entity.tell(TaskAnswer.Located.unfollowed(run(1)));
    }

    @Test
    void commandsThatComeWhileAWriteIsUnderWayAreHandledInTheirOrder() throws Exception {
        submit(1);
        entity.tell(new TaskCommand.Forget(ID, 2, client.ref()));
        entity.tell(new TaskCommand.Await(ID, 3, client.ref()));
        submit(4);
        entity.tell(new TaskCommand.Rerun(ID, 5, client.ref()));
        entity.tell(new TaskCommand.Unwatch(ID, 3));
        store.next("upsert").succeed();

        assertThat(client.expectMessageClass(TaskReply.Submitted.class).call()).isEqualTo(1);
        assertThat(refused(2).type()).isEqualTo(ProblemType.WRONG_STATE);
        assertThat(client.expectMessageClass(TaskReply.Submitted.class).call()).isEqualTo(4);
        assertThat(refused(5).type()).isEqualTo(ProblemType.WRONG_STATE);
    }

    @Test
    void beyondTheBoundCallsAreRefusedAndWhatTheWorkersWaitForIsNot() throws Exception {
        Instant later = NOW.plusSeconds(60);
        entity.tell(new TaskCommand.Submit(TaskSamples.spec(ID, "default", 5, NOW, later, NOW), 1, 0, client.ref()));
        for (int call = 2; call < 2 + 4096; call++) {
            entity.tell(new TaskCommand.Get(ID, call, client.ref()));
        }
        entity.tell(new TaskCommand.Get(ID, 9999, client.ref()));
        entity.tell(new TaskCommand.Expire(ID));

        assertThat(refused(9999).type()).isEqualTo(ProblemType.OVERLOADED);
        store.next("upsert").succeed();
        client.expectMessageClass(TaskReply.Submitted.class);
        for (int call = 2; call < 2 + 4096; call++) {
            assertThat(client.expectMessageClass(TaskReply.Current.class).call())
                    .isEqualTo(call);
        }
        store.next("upsert").succeed();
        expectFromWorkerSide(WorkerCommand.Settled.class);
        assertThat(store.row().phase()).isEqualTo(Phase.REVOKED);
    }

    @Test
    void aLoadThatFailsRefusesWhoeverWaitsForItAndTheNextCallLoadsAgain() throws Exception {
        entity.tell(new TaskCommand.Get(ID, 1, client.ref()));
        entity.tell(new TaskCommand.Await(ID, 2, client.ref()));
        store.next("get").fail();
        assertThat(refused(1).type()).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(refused(2).type()).isEqualTo(ProblemType.UNAVAILABLE);

        entity.tell(new TaskCommand.Get(ID, 3, client.ref()));
        store.next("get").succeed();

        assertThat(refused(3).type()).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void aStopThatComesDuringAWriteLosesNeitherTheWriteNorWhatCameWithIt() throws Exception {
        submit(1);
        entity.tell(TaskEntity.stopMessage());
        entity.tell(new TaskCommand.Await(ID, 2, client.ref()));
        store.next("upsert").succeed();

        client.expectMessageClass(TaskReply.Submitted.class);
        assertThat(client.expectMessageClass(TaskReply.Interrupted.class).call())
                .isEqualTo(2);
        client.expectTerminated(entity);
        // Nobody is given the reference of an entity that ends.
        assertThat(worker.expectMessageClass(WorkerCommand.Offer.class).entity())
                .isNull();
    }

    @Test
    void aStopThatComesWhileTheStoreIsAwayIsObeyedAtOnceAndWhatIsKeptGoesToTheNextOwner() throws Exception {
        StoredTask task = submitted();
        TaskCommand outcome = new TaskCommand.Finished(task, run(1), DONE, null, null);
        TaskCommand begin = new TaskCommand.Begin(ID, NOW, "node-1", slots.ref());
        entity.tell(outcome);
        entity.tell(begin);
        store.next("upsert").fail();
        store.next("get").fail();

        entity.tell(TaskEntity.stopMessage());

        client.expectTerminated(entity);
        assertThat(region.expectMessageClass(TaskCommand.Finished.class)).isEqualTo(outcome);
        assertThat(region.expectMessageClass(TaskCommand.Begin.class)).isEqualTo(begin);
        expectFromWorkerSide(WorkerCommand.Gone.class);
    }

    @Test
    void aStopThatComesDuringAWriteThatFailsHandsOnWhatTheWorkersWaitFor() throws Exception {
        StoredTask task = submitted();
        TaskCommand outcome = new TaskCommand.Finished(task, run(1), DONE, null, null);
        entity.tell(outcome);
        entity.tell(TaskEntity.stopMessage());
        entity.tell(new TaskCommand.Await(ID, 2, client.ref()));
        store.next("upsert").fail();

        client.expectTerminated(entity);
        assertThat(region.expectMessageClass(TaskCommand.Finished.class)).isEqualTo(outcome);
        assertThat(region.expectMessageClass(TaskCommand.Await.class).call()).isEqualTo(2);
        assertThat(store.isIdle()).isTrue();
    }

    @Test
    void whoWaitsForAStepHearsOfAnEndThatWasWrittenWhileTheRowWasRead() throws Exception {
        store.put(blocked(), 1);
        entity.tell(new TaskCommand.Await(ID, 7, client.ref()));
        HeldStore.Operation read = store.next("get");
        entity.tell(new TaskCommand.Reread(ID));
        read.succeed();
        store.put(TaskState.revoked(blocked(), "no more", NOW), 2);

        store.next("get").succeed();

        assertThat(client.expectMessageClass(TaskReply.Interrupted.class).call())
                .isEqualTo(7);
    }

    @Test
    void theOutcomeOfAStepThatWasReleasedWhileItsRowWasReadCounts() throws Exception {
        TaskRecord released = TaskState.released(blocked(), new Release(ID, null, null, NOW, null));
        store.put(blocked(), 1);
        entity.tell(new TaskCommand.Await(ID, 7, client.ref()));
        HeldStore.Operation read = store.next("get");
        entity.tell(new TaskCommand.Finished(new StoredTask(released, 2), run(2), DONE, null, null));
        read.succeed();
        store.put(released, 2);

        store.next("upsert").succeed();

        assertThat(client.expectMessageClass(TaskReply.Current.class).task().phase())
                .isEqualTo(Phase.SUCCESS);
        expectFromWorkerSide(WorkerCommand.Settled.class);
    }

    @Test
    void aLateBeginOfATaskThatWasReplacedIsDenied() throws Exception {
        store.put(TaskState.replaced(TaskState.submitted(TaskSamples.spec(ID, NOW)), run(1), REPLACEMENT, NOW), 2);

        entity.tell(new TaskCommand.Begin(ID, NOW, "node-1", slots.ref()));
        store.next("get").succeed();

        slots.expectMessageClass(SlotsCommand.Denied.class);
    }

    /** Waits for one other row. */
    private static TaskRecord blocked() {
        Flow flow = new Flow(null, 1, null, 0, null, false, false, false, null, null, null);
        return TaskState.submitted(TaskSamples.spec(ID, NOW, flow));
    }

    private StoredTask submitted() throws InterruptedException {
        submit(1);
        store.next("upsert").succeed();
        client.expectMessageClass(TaskReply.Submitted.class);
        return worker.expectMessageClass(WorkerCommand.Offer.class).task();
    }

    private void submit(long call) {
        entity.tell(new TaskCommand.Submit(TaskSamples.spec(ID, NOW), call, 0, client.ref()));
    }

    private TaskReply.Refused refused(long call) {
        TaskReply.Refused refused = client.expectMessageClass(TaskReply.Refused.class);
        assertThat(refused.call()).isEqualTo(call);
        return refused;
    }

    /** The next message of that kind, past notices of entities that end. */
    private <T extends TalkooMessage> T expectFromWorkerSide(Class<T> type) {
        TalkooMessage next = worker.receiveMessage(Duration.ofSeconds(20));
        return type.isInstance(next) ? type.cast(next) : expectFromWorkerSide(type);
    }

    private static Run run(long token) {
        return new Run(token, NOW, "node-1");
    }

    private static Workflow noPlans(Canvas canvas, Origin origin) {
        throw new UnsupportedOperationException("nothing is replaced here");
    }
}

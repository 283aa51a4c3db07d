package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.run.TaskExecutor;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.run.TaskRunner;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskAnswer;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The slots of two nodes, side by side; the Worker of the only partition is played by the test, on the first node. */
class LendingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<WorkerCommand> worker = kit.createTestProbe(WorkerCommand.class);
    private final TestProbe<TalkooMessage> tasks = kit.createTestProbe(TalkooMessage.class);
    private final TestProbe<TalkooMessage> entity = kit.createTestProbe(TalkooMessage.class);
    private final List<TaskExecutor> executors = new ArrayList<>();
    private final BlockingQueue<String> started = new LinkedBlockingQueue<>();
    private final Semaphore mayEnd = new Semaphore(0);
    private final Node first = new Node("first", Map.of("default", 1), "wait");
    private final Node second = new Node("second", Map.of("default", 1, "gpu", 1), "wait", "render");

    private final class Node {
        private final String name;
        private final FleetView fleet;
        private volatile Set<String> reachable = Set.of();
        private final ActorRef<SlotsCommand> slots;

        Node(String name, Map<String, Integer> queues, String... types) {
            this.name = name;
            TaskRegistry registry = registry(name, types);
            QueueSlots queueSlots = new QueueSlots(queues);
            TaskExecutor executor =
                    new TaskExecutor(new TaskRunner(registry, List.of(), new Random(1), 1000), Clock.systemUTC());
            executors.add(executor);
            Workers workers = new Workers(1);
            workers.started(0, worker.ref());
            NodeInfo self = FleetView.alone(name, queueSlots, registry).self();
            this.fleet = new FleetView(self, Optional::empty, () -> reachable);
            this.slots = kit.spawn(Slots.create(new Slots.Environment(
                    tasks.ref(), workers, fleet, queueSlots, executor, registry, Clock.systemUTC(), name)));
        }

        void meet(Node other) {
            reachable = Set.of(other.name);
            fleet.set(List.of(new Peer(other.fleet.self(), other.slots)));
        }
    }

    private TaskRegistry registry(String node, String... types) {
        TaskRegistrar registrar = new TaskRegistrar();
        for (String type : types) {
            registrar.tasks(TaskDefinition.named(type).handler(() -> {
                started.add(node);
                mayEnd.acquire();
                return "done";
            }));
        }
        return TaskRegistry.of(registrar, TalkooSettings.defaults().tasks(), Json.mapper());
    }

    private void meet() {
        first.meet(second);
        second.meet(first);
    }

    @AfterEach
    void stop() {
        executors.forEach(TaskExecutor::close);
        kit.shutdownTestKit();
    }

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
            first.slots.tell(new SlotsCommand.Locate(new WorkerCommand.Locate(id, entity.ref(), false, true)));
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
        first.fleet.set(List.of(new Peer(second.fleet.self(), deaf.ref())));
        TestProbe<TalkooMessage> newWorker = kit.createTestProbe(TalkooMessage.class);
        first.slots.tell(new SlotsCommand.Inherit(0, newWorker.ref()));
        deaf.expectMessageClass(SlotsCommand.Report.class, PATIENCE);

        first.reachable = Set.of();
        first.fleet.set(List.of());

        // Sooner than a node that is there and does not answer is given up.
        assertThat(newWorker
                        .expectMessageClass(TakeOver.Taken.class, Duration.ofSeconds(2))
                        .tasks())
                .extracting(task -> task.task().id())
                .containsExactly("a");
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
        second.fleet.set(List.of(new Peer(first.fleet.self(), lender.ref())));
        lend("runs", lender);
        begun();
        lend("waits", lender);

        second.slots.tell(new SlotsCommand.Borrow(lender.ref(), Map.of("default", 1)));

        SlotsCommand back = lender.fishForMessage(
                        PATIENCE,
                        message -> message instanceof SlotsCommand.Returned || message instanceof SlotsCommand.Push
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .get(0);
        assertThat(back).isEqualTo(new SlotsCommand.Returned(new SlotsCommand.Loan("waits", 1)));
    }

    private void lend(String id, TestProbe<SlotsCommand> lender) throws IOException {
        second.slots.tell(order(id, "default", "wait").lentBy(lender.ref()));
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

    private List<StoredTask> takeOver() {
        TestProbe<TalkooMessage> newWorker = kit.createTestProbe(TalkooMessage.class);
        first.slots.tell(new SlotsCommand.Inherit(0, newWorker.ref()));
        return newWorker.expectMessageClass(TakeOver.Taken.class, PATIENCE).tasks();
    }

    private String begun() throws InterruptedException {
        String node = started.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(node).as("a node that began a task").isNotNull();
        return node;
    }

    private String ended() {
        return worker.expectMessageClass(WorkerCommand.Ended.class, PATIENCE).id();
    }

    private void push(String id, String queue, String name) throws IOException {
        first.slots.tell(order(id, queue, name));
    }

    private static SlotsCommand.Push order(String id, String queue, String name) throws IOException {
        String json = "{\"phase\": \"PENDING\", \"dueAt\": \"1970-01-01T00:00:00Z\", \"spec\": {\"id\": \"" + id
                + "\", \"queue\": \"" + queue + "\", \"name\": \"" + name
                + "\", \"args\": [], \"createdAt\": \"1970-01-01T00:00:00Z\"}}";
        TaskRecord task = Json.mapper().readValue(json, TaskRecord.class);
        return new SlotsCommand.Push(new StoredTask(task, 1), null, null, false);
    }
}

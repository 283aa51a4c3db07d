package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.DeclaredTypes;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.run.TaskExecutor;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.run.TaskRunner;
import io.talkoo.engine.internal.run.TimeLimits;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.testkit.ManualClock;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;

/** The slots of two nodes, side by side; the Worker of the only partition is played by the test, on the first node. */
abstract class TwoNodesFixture {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final ManualClock clock = new ManualClock(Instant.EPOCH);
    final ActorTestKit kit = ActorTestKit.create();
    final TestProbe<WorkerCommand> worker = kit.createTestProbe(WorkerCommand.class);
    final TestProbe<TalkooMessage> tasks = kit.createTestProbe(TalkooMessage.class);
    final TestProbe<TalkooMessage> entity = kit.createTestProbe(TalkooMessage.class);
    final List<TaskExecutor> executors = new ArrayList<>();
    final BlockingQueue<String> started = new LinkedBlockingQueue<>();
    final Semaphore mayEnd = new Semaphore(0);
    final Node first = new Node("first", Map.of("default", 1), "wait");
    final Node second = new Node("second", Map.of("default", 1, "gpu", 1), "wait", "render");

    final class Node {
        private final String name;
        final FleetView fleet;
        final ControlView control = new ControlView();
        volatile Set<String> reachable = Set.of();
        final ActorRef<SlotsCommand> slots;

        Node(String name, Map<String, Integer> queues, String... types) {
            this.name = name;
            TaskRegistry registry = registry(name, types);
            QueueSlots queueSlots = new QueueSlots(queues);
            TaskExecutor executor = new TaskExecutor(
                    new TaskRunner(registry, List.of(), new Random(1), 1000),
                    TaskRecord::input,
                    TimeLimits::of,
                    Clock.systemUTC(),
                    Tracing.OFF);
            executors.add(executor);
            Workers workers = new Workers(1);
            workers.started(0, worker.ref());
            NodeInfo self = FleetView.alone(name, queueSlots, registry).self();
            this.fleet = new FleetView(self, Optional::empty, () -> reachable, List::of, DeclaredTypes.NONE);
            this.slots = kit.spawn(Slots.create(new Slots.Environment(
                    tasks.ref(),
                    workers,
                    fleet,
                    control,
                    new LimitsView(fleet, control),
                    new News(),
                    queueSlots,
                    new OwnWorkplace(executor, registry),
                    clock,
                    name)));
        }

        void meet(Node other) {
            reachable = Set.of(other.name);
            fleet.set(List.of(new Peer(other.fleet.self(), other.slots)), List.of());
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

    void meet() {
        first.meet(second);
        second.meet(first);
    }

    @AfterEach
    void stop() {
        executors.forEach(TaskExecutor::close);
        kit.shutdownTestKit();
    }

    /** The first node is busy, and has lent the task to the slots that are answered. */
    TestProbe<SlotsCommand> borrowed(String id) throws Exception {
        TestProbe<SlotsCommand> borrower = kit.createTestProbe(SlotsCommand.class);
        first.meet(second);
        first.fleet.set(List.of(new Peer(second.fleet.self(), borrower.ref())), List.of());
        push("busy", "default", "wait");
        begun();
        push(id, "default", "wait");
        first.slots.tell(new SlotsCommand.Borrow(borrower.ref(), Map.of("default", 1)));
        fish(borrower, SlotsCommand.Push.class);
        return borrower;
    }

    /** The next message of one of the kinds. */
    static SlotsCommand fish(TestProbe<SlotsCommand> probe, Class<?>... kinds) {
        return probe.fishForMessage(
                        PATIENCE,
                        message -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(message))
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .get(0);
    }

    String begun() throws InterruptedException {
        String node = started.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(node).as("a node that began a task").isNotNull();
        return node;
    }

    String ended() {
        return worker.expectMessageClass(WorkerCommand.Ended.class, PATIENCE).id();
    }

    void push(String id, String queue, String name) throws IOException {
        first.slots.tell(order(id, queue, name));
    }

    static SlotsCommand.Push order(String id, String queue, String name) throws IOException {
        return order(id, queue, name, 0);
    }

    static SlotsCommand.Push order(String id, String queue, String name, int priority) throws IOException {
        String json = "{\"phase\": \"PENDING\", \"dueAt\": \"1970-01-01T00:00:00Z\", \"spec\": {\"id\": \"" + id
                + "\", \"priority\": " + priority + ", \"queue\": \"" + queue + "\", \"name\": \"" + name
                + "\", \"args\": [], \"createdAt\": \"1970-01-01T00:00:00Z\"}}";
        TaskRecord task = Json.mapper().readValue(json, TaskRecord.class);
        return new SlotsCommand.Push(new StoredTask(task, 1), null, null, false, 0);
    }
}

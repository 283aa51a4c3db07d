package io.talkoo.engine.internal.worker;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.task.TaskSpec;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import scala.jdk.javaapi.FutureConverters;

/** A Worker on a real store, with its slots and its tasks' entities played by the test. */
abstract class WorkerFixture {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration SWEEP = Duration.ofSeconds(5);
    static final int WINDOW = 16;
    static final int CREDIT = 1 + 32;
    static final int FIVE = 5;
    static final int NINE = 9;

    final ActorTestKit kit = ActorTestKit.create();
    final ManualClock clock = new ManualClock(NOW);
    final TaskStore store = TaskStore.open(
            TalkooSettings.defaults().with("store.url", "jdbc:sqlite::memory:").store(), Path.of("unused"), clock);
    final int partitions = store.partitions(1);
    final TestProbe<SlotsCommand> slots = kit.createTestProbe(SlotsCommand.class);
    final TestProbe<TalkooMessage> tasks = kit.createTestProbe(TalkooMessage.class);
    final TestProbe<TalkooMessage> entity = kit.createTestProbe(TalkooMessage.class);
    final ControlView control = new ControlView();
    final ActorRef<TalkooMessage> worker = kit.spawn(Worker.create(0, environment()));
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
                kit.<TalkooMessage>createTestProbe().ref(),
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
        TestProbe<Done> opened = kit.createTestProbe(Done.class);
        worker.tell(new WorkerCommand.Wake(0, opened.ref()));
        opened.receiveMessage(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        kit.shutdownTestKit();
        store.close();
    }

    /** Takes so many pushes, and settles each at once. */
    List<String> serve(int count) {
        List<String> served = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            served.add(push().id());
            settle(served.get(i));
        }
        return served;
    }

    void settle(String id) {
        FutureConverters.asJava(store.delete(id)).toCompletableFuture().join();
        worker.tell(new WorkerCommand.Settled(id));
    }

    Push push() {
        return slots.expectMessageClass(Push.class, Duration.ofSeconds(20));
    }

    List<String> pushes(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(push().id());
        }
        return ids;
    }

    void end(StoredTask task) {
        worker.tell(new WorkerCommand.Ended(task, new Run(task.revision(), NOW, "node-1"), succeeded(), null));
    }

    static Outcome succeeded() {
        return new Outcome.Succeeded(JsonBytes.of("1"));
    }

    void advance(Duration by) {
        clock.advance(by);
        worker.tell(new WorkerCommand.Wake(0, null));
    }

    List<StoredTask> offered(int priority, int count) {
        List<StoredTask> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(offered(priority));
        }
        return all;
    }

    StoredTask offered(int priority) {
        StoredTask task = stored("default", priority, null, null);
        offer(task);
        return task;
    }

    void offer(StoredTask task) {
        worker.tell(new WorkerCommand.Offer(task, entity.ref(), false, null));
    }

    StoredTask stored(String queue, int priority, Instant eta, Instant expiresAt) {
        return stored(TaskSamples.spec(id(), queue, priority, clock.instant(), eta, expiresAt));
    }

    StoredTask stored(TaskSpec spec) {
        TaskRecord task = TaskState.submitted(spec);
        FutureConverters.asJava(store.save(task, 1)).toCompletableFuture().join();
        return new StoredTask(task, 1);
    }

    String id() {
        return String.format("0193e5a4-0000-7000-8000-%012d", ++numbers);
    }

    static List<String> ids(List<StoredTask> tasks) {
        return tasks.stream().map(task -> task.task().id()).toList();
    }
}

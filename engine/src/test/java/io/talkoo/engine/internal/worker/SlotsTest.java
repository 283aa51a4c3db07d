package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.run.TaskExecutor;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.run.TaskRunner;
import io.talkoo.engine.internal.run.TimeLimits;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final ActorTestKit kit = ActorTestKit.create();
    private final Semaphore mayEnd = new Semaphore(0);
    private final TestProbe<WorkerCommand> worker = kit.createTestProbe(WorkerCommand.class);
    private final TestProbe<TalkooMessage> tasks = kit.createTestProbe(TalkooMessage.class);
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private final TaskRegistry registry = registry();
    private final TaskExecutor executor = new TaskExecutor(
            new TaskRunner(registry, List.of(), new Random(1), 1000),
            TaskRecord::input,
            TimeLimits::of,
            clock,
            Tracing.OFF);
    private final QueueSlots two = new QueueSlots(Map.of("*", 2));
    private final Workers workers = new Workers(1);
    private final ControlView control = new ControlView();
    private final FleetView fleet = FleetView.alone("node-1", two, registry);
    private final ActorRef<SlotsCommand> slots = kit.spawn(Slots.create(new Slots.Environment(
            tasks.ref(),
            workers,
            fleet,
            control,
            new LimitsView(fleet, control),
            new News(),
            two,
            new OwnWorkplace(executor, registry),
            clock,
            "node-1")));

    @BeforeEach
    void start() {
        workers.started(0, worker.ref());
    }

    @AfterEach
    void stop() {
        executor.close();
        kit.shutdownTestKit();
    }

    @Test
    void aRunThatGivesItsSlotBackAfterTheNextOfItsTaskBeganTakesNothingFromIt() throws IOException {
        push("again", 1);
        push("again", 2);
        mayEnd.release(2);
        ended();
        ended();

        push("b", 1);
        push("c", 1);
        mayEnd.release(2);

        assertThat(List.of(ended(), ended())).containsExactlyInAnyOrder("b", "c");
    }

    private String ended() {
        return worker.expectMessageClass(WorkerCommand.Ended.class)
                .task()
                .task()
                .id();
    }

    private void push(String id, long revision) throws IOException {
        String json = "{\"phase\": \"PENDING\", \"dueAt\": \"1970-01-01T00:00:00Z\", \"spec\": {\"id\": \"" + id
                + "\", \"queue\": \"default\", \"name\": \"wait\", \"createdAt\": \"1970-01-01T00:00:00Z\"}}";
        TaskRecord task = Json.mapper().readValue(json, TaskRecord.class);
        slots.tell(new SlotsCommand.Push(new StoredTask(task, revision), null, null, false, 0));
    }

    private TaskRegistry registry() {
        TaskDefinition<String> waits = TaskDefinition.named("wait").handler(() -> {
            mayEnd.acquire();
            return "done";
        });
        return TaskRegistry.of(
                new TaskRegistrar().tasks(waits), TalkooSettings.defaults().tasks(), Json.mapper());
    }
}

package io.talkoo.engine.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskSamples;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Workers of one node that are offered tasks which nobody can run. */
class KnownTypesTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(KnownTypes.class);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ActorTestKit kit = ActorTestKit.create();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final TaskStore store = TaskStore.open(
            TalkooSettings.defaults().with("store.url", "jdbc:sqlite::memory:").store(), Path.of("unused"), clock);
    private final TestProbe<SlotsCommand> slots = kit.createTestProbe(SlotsCommand.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        LOG.addAppender(log);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(log);
        kit.shutdownTestKit();
        store.close();
    }

    private WorkerEnvironment environment() {
        TaskRegistry nothing =
                TaskRegistry.of(new TaskRegistrar(), TalkooSettings.defaults().tasks(), Json.mapper());
        FleetView fleet = FleetView.alone("node-1", new QueueSlots(Map.of("default", 1)), nothing);
        ControlView control = new ControlView();
        ActorRef<TalkooMessage> nobody = kit.<TalkooMessage>createTestProbe().ref();
        return new WorkerEnvironment(
                new Workers(store.partitions(2)),
                nobody,
                slots.ref(),
                fleet,
                new KnownTypes(fleet),
                control,
                store.queries(),
                new LimitsView(fleet, control),
                nobody,
                store::moveToLane,
                clock,
                16,
                1 << 20,
                Duration.ofSeconds(5));
    }

    private ActorRef<TalkooMessage> opened(int partition, WorkerEnvironment environment) {
        ActorRef<TalkooMessage> worker = kit.spawn(Worker.create(partition, environment));
        slots.expectMessageClass(SlotsCommand.Inherit.class, Duration.ofSeconds(20))
                .worker()
                .tell(new TakeOver.Taken(List.of()));
        TestProbe<Done> opened = kit.createTestProbe(Done.class);
        worker.tell(new WorkerCommand.Wake(partition, opened.ref()));
        opened.receiveMessage(Duration.ofSeconds(20));
        return worker;
    }

    @Test
    void allWorkersOfANodeTellOnceOfATypeThatNobodyKnows() {
        WorkerEnvironment environment = environment();
        TestProbe<TalkooMessage> entity = kit.createTestProbe(TalkooMessage.class);
        for (int partition : List.of(0, 1)) {
            ActorRef<TalkooMessage> worker = opened(partition, environment);
            for (String name : List.of("not.yet", "not.yet", "not.anymore")) {
                StoredTask task = new StoredTask(TaskState.submitted(TaskSamples.named(name, name, NOW)), 1);
                worker.tell(new WorkerCommand.Offer(task, entity.ref(), false, null));
                entity.expectMessageClass(TaskCommand.Parked.class, Duration.ofSeconds(20));
            }
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Tasks named not.yet wait: no node has a task of that name.",
                        "Tasks named not.anymore wait: no node has a task of that name.");
    }
}
